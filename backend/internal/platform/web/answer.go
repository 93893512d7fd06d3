package web

import (
	"net/http"
	"reflect"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

const asJSON = "application/json"

// answer is what the library is told that every operation gives: something that
// writes itself. What it says to readers of the document is described apart.
type answer struct{ Body func(huma.Context) }

// answer makes of what a handler gave how it is written; nil is the status alone.
func (d *Door) answer(r Route, out any) *answer {
	switch out := out.(type) {
	case api.None:
		return nil
	case Stream:
		return &answer{func(hc huma.Context) { d.send(hc, r.Status, out) }}
	case Redirect:
		return &answer{func(hc huma.Context) { out.send(hc) }}
	}
	status := r.Status
	if v, ok := out.(Variant); ok && v.AnswerStatus() != 0 {
		status = v.AnswerStatus()
	}
	return &answer{func(hc huma.Context) {
		hc.SetHeader("Content-Type", asJSON)
		hc.SetStatus(status)
		if err := d.api.Marshal(hc.BodyWriter(), asJSON, out); err != nil {
			d.refuse(hc, err) // nothing was written: the encoder writes all or nothing
		}
	}}
}

// describeAnswer says in the document what an operation answers when it goes well.
func (d *Door) describeAnswer(op *huma.Operation, r Route, output reflect.Type) {
	switch output {
	case reflect.TypeFor[api.None]():
		return // the status says it
	case reflect.TypeFor[Stream]():
		describeStream(op, r)
		return
	case reflect.TypeFor[Redirect]():
		d.describeRedirect(op)
		return
	}
	if op.Responses == nil {
		op.Responses = map[string]*huma.Response{}
	}
	d.describeAlso(op, output, r.Doc.Also)
	status := strconv.Itoa(r.Status)
	if op.Responses[status] == nil { // else it has its headers
		op.Responses[status] = &huma.Response{}
	}
	body := reflect.StructField{Name: "Body", Type: output}
	op.Responses[status].Description = http.StatusText(r.Status)
	op.Responses[status].Content = map[string]*huma.MediaType{
		asJSON: {Schema: huma.SchemaFromField(d.api.OpenAPI().Components.Schemas, body, op.OperationID+"Response")},
	}
}

// describeAlso puts the other statuses of a success into the document.
func (d *Door) describeAlso(op *huma.Operation, body reflect.Type, also map[int]string) {
	for status, meaning := range also {
		op.Responses[strconv.Itoa(status)] = &huma.Response{Description: meaning, Content: map[string]*huma.MediaType{
			asJSON: {Schema: d.api.OpenAPI().Components.Schemas.Schema(body, true, "")},
		}}
	}
}
