package server_test

import (
	"io"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

// aliases are second addresses of an operation, kept for clients of the
// earlier system; the client uses the first.
var aliases = map[string]string{
	"POST /policy-validation/validate": "POST /policies/validate",
}

// recorder answers every request with an empty object and notes it.
type recorder struct{ seen []string }

func (r *recorder) RoundTrip(q *http.Request) (*http.Response, error) {
	r.seen = append(r.seen, q.Method+" "+strings.TrimPrefix(q.URL.Path, api.Base))
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("{}")), Request: q}, nil
}

// Every operation of the interface is a method of the Go client, and the other
// way round.
func TestClientKnowsEveryOperation(t *testing.T) {
	wire := &recorder{}
	c, err := client.New("http://localhost", client.WithHTTPClient(&http.Client{Transport: wire}))
	if err != nil {
		t.Fatal(err)
	}
	byOperation := map[string]string{}
	rooms := reflect.ValueOf(c).Elem()
	for i := range rooms.NumField() {
		room, name := rooms.Field(i), rooms.Type().Field(i).Name
		if !rooms.Type().Field(i).IsExported() {
			continue
		}
		for j := range room.NumMethod() {
			method := name + "." + room.Type().Method(j).Name
			for _, of := range kinds(room.Method(j).Type()) {
				before := len(wire.seen)
				results := room.Method(j).Call(arguments(t, room.Method(j).Type(), of))
				if failed := results[len(results)-1]; !failed.IsNil() {
					t.Errorf("%s: %v", method, failed)
				}
				if len(wire.seen) != before+1 {
					t.Errorf("%s made %d requests", method, len(wire.seen)-before)
					continue
				}
				operation := operationOf(wire.seen[before])
				if other, taken := byOperation[operation]; taken {
					t.Errorf("%s and %s are the same operation", method, other)
				}
				if of == client.IAMGroups && strings.HasSuffix(operation, "1/tags") || of == client.IAMGroups && strings.HasSuffix(operation, "/permissions-boundary") {
					continue // groups have neither ("IAM and AWS STS quotas", IAM User Guide)
				}
				byOperation[operation] = method
			}
		}
	}
	var known []string
	for _, r := range server.Routes() {
		operation := r.Method + " " + r.Path
		known = append(known, operation)
		if first, alias := aliases[operation]; alias {
			operation = first
		}
		if byOperation[operation] == "" && r.Status != http.StatusFound { // those are for browsers
			t.Errorf("shared/client has no method for %s: add it", operation)
		}
	}
	for operation, method := range byOperation {
		if !slices.Contains(known, operation) {
			t.Errorf("client method %s calls %s, which is no route", method, operation)
		}
	}
}

// kinds are what a method can be about: one thing, or users, groups and roles.
func kinds(method reflect.Type) []client.IAMKind {
	for i := range method.NumIn() {
		if method.In(i) == reflect.TypeFor[client.IAMKind]() {
			return []client.IAMKind{client.IAMUsers, client.IAMGroups, client.IAMRoles}
		}
	}
	return []client.IAMKind{""}
}

// arguments makes a context and an input whose path is filled.
func arguments(t *testing.T, method reflect.Type, of client.IAMKind) []reflect.Value {
	t.Helper()
	args := []reflect.Value{reflect.ValueOf(t.Context())}
	last := method.NumIn()
	if method.IsVariadic() { // files to send: none
		last--
	}
	for i := 1; i < last; i++ {
		if method.In(i) == reflect.TypeFor[io.Writer]() { // where a download goes
			args = append(args, reflect.ValueOf(io.Discard))
			continue
		}
		if method.In(i) == reflect.TypeFor[client.IAMKind]() {
			args = append(args, reflect.ValueOf(of))
			continue
		}
		in := reflect.New(method.In(i)).Elem()
		fillPath(t, in)
		args = append(args, in)
	}
	return args
}

// fillPath sets the path parameters of an input, those of the inputs in it too.
func fillPath(t *testing.T, in reflect.Value) {
	t.Helper()
	for j := range in.NumField() {
		field := in.Field(j)
		if in.Type().Field(j).Anonymous && field.Kind() == reflect.Struct {
			fillPath(t, field)
		}
		if _, ok := in.Type().Field(j).Tag.Lookup("path"); !ok {
			continue
		}
		switch field.Kind() {
		case reflect.Int64:
			field.SetInt(1)
		case reflect.String:
			field.SetString("1")
		default:
			t.Fatalf("%s: a path parameter of the kind %s", in.Type(), field.Kind())
		}
	}
}

// operationOf finds the route whose pattern a request fits.
func operationOf(request string) string {
	for _, r := range server.Routes() {
		if request == r.Method+" "+parameter.ReplaceAllString(r.Path, "1") {
			return r.Method + " " + r.Path
		}
	}
	return request
}
