package web

import (
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
)

// Redirect is an answer that sends a browser elsewhere (302). Routes that give
// one are opened by browsers, on their own or by other sites: query parameters
// that they do not know are left alone.
type Redirect struct{ To string }

// describeRedirect says in the document that an operation sends browsers on.
func (d *Door) describeRedirect(op *huma.Operation) {
	op.RejectUnknownQueryParameters = false
	op.DefaultStatus = http.StatusFound
	location := reflect.StructField{Name: "Location", Type: reflect.TypeFor[string](), Tag: `doc:"Where the browser goes on"`}
	op.Responses = map[string]*huma.Response{"302": {Description: http.StatusText(http.StatusFound), Headers: map[string]*huma.Param{
		"Location": {Schema: huma.SchemaFromField(d.api.OpenAPI().Components.Schemas, location, "")},
	}}}
}

func (r Redirect) send(hc huma.Context) {
	hc.SetHeader("Location", r.To)
	hc.SetStatus(http.StatusFound)
}
