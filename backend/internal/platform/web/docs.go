package web

import (
	"bytes"
	"encoding/json"
	"html/template"
	"net/http"
	"sort"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// OpenAPIJSON is the door's document as indented JSON.
func OpenAPIJSON(d *Door) ([]byte, error) {
	compact, err := json.Marshal(d.OpenAPI())
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := json.Indent(&out, compact, "", "  "); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// docsPage is a reference that needs no script and nothing from elsewhere.
var docsPage = template.Must(template.New("docs").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>IAM Copilot – interface reference</title>
<style>
:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h2{margin-top:2.5rem;border-bottom:1px solid #8884}section{margin:1.25rem 0}code{font:13px ui-monospace,monospace}
.m{display:inline-block;min-width:4.5em;font-weight:700}table{border-collapse:collapse}td{padding:.1rem 1rem .1rem 0;vertical-align:top}.q{opacity:.75}
</style></head><body><main><h1>IAM Copilot</h1><p>{{.Description}}</p><p>The whole description, for tools: <a href="openapi.json">openapi.json</a> (OpenAPI 3.1). Errors are <code>application/problem+json</code>; switch on <code>code</code>.</p>
{{range .Tags}}<h2>{{.Name}}</h2>{{range .Operations}}<section><div><span class="m">{{.Method}}</span><code>{{.Path}}</code></div><div>{{.Summary}}</div>
<div class="q">{{if .Permission}}needs the permission <code>{{.Permission}}</code>{{else if .SignedIn}}needs a signed-in person{{else}}open to anybody{{end}}</div>
{{if .Fields}}<table>{{range .Fields}}<tr><td><code>{{.Name}}</code></td><td class="q">{{.In}}{{if .Required}}, required{{end}}</td><td>{{.Doc}}</td></tr>{{end}}</table>{{end}}</section>{{end}}{{end}}</main></body></html>`))

type docsField struct {
	Name, In, Doc string
	Required      bool
}

type docsOperation struct {
	Method, Path, Summary, Permission string
	SignedIn                          bool
	Fields                            []docsField
}

type docsTag struct {
	Name       string
	Operations []docsOperation
}

// MountDocs serves a readable page of the interface at /api/v1/docs.
func MountDocs(app *fiber.App, d *Door) {
	var page bytes.Buffer
	err := docsPage.Execute(&page, map[string]any{"Description": d.OpenAPI().Info.Description, "Tags": docsOf(d)})
	app.Get(api.Base+"/docs", func(c *fiber.Ctx) error {
		if err != nil {
			return err
		}
		c.Type("html", "utf-8")
		return c.Send(page.Bytes())
	})
}

func docsOf(d *Door) []docsTag {
	var tags []docsTag
	at := map[string]int{}
	for _, r := range d.Routes() {
		i, ok := at[r.Doc.Tag]
		if !ok {
			i = len(tags)
			at[r.Doc.Tag], tags = i, append(tags, docsTag{Name: r.Doc.Tag})
		}
		op := docsOperation{Method: r.Method, Path: api.Base + r.Path, Summary: r.Doc.Summary, SignedIn: r.Access == "signed-in"}
		if r.Access != "public" && r.Access != "signed-in" {
			op.Permission = r.Access
		}
		op.Fields = fieldsOf(d.OpenAPI(), r)
		tags[i].Operations = append(tags[i].Operations, op)
	}
	return tags
}

// fieldsOf lists what an operation takes.
func fieldsOf(doc *huma.OpenAPI, r Route) []docsField {
	var op *huma.Operation
	switch item := doc.Paths[api.Base+r.Path]; r.Method {
	case http.MethodGet:
		op = item.Get
	case http.MethodPost:
		op = item.Post
	case http.MethodPut:
		op = item.Put
	case http.MethodPatch:
		op = item.Patch
	case http.MethodDelete:
		op = item.Delete
	}
	if op == nil {
		return nil
	}
	var out []docsField
	for _, p := range op.Parameters {
		out = append(out, docsField{p.Name, p.In, p.Description, p.Required})
	}
	if op.RequestBody == nil || op.RequestBody.Content[asJSON] == nil {
		return out
	}
	schema := op.RequestBody.Content[asJSON].Schema
	if schema.Ref != "" {
		schema = doc.Components.Schemas.SchemaFromRef(schema.Ref)
	}
	required := map[string]bool{}
	for _, name := range schema.Required {
		required[name] = true
	}
	var body []docsField
	for name, property := range schema.Properties {
		body = append(body, docsField{name, "body", property.Description, required[name]})
	}
	sort.Slice(body, func(i, j int) bool { return body[i].Name < body[j].Name })
	return append(out, body...)
}
