package gateway

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// errNoEnvelope is for an answer of success that is none of the service's.
var errNoEnvelope = errors.New("gateway: the answer is not of the service's form")

// envelopeLooked is how many bytes of an answer are looked at.
const envelopeLooked = 512

// byQuery are the services that answer as XML, by the SDK's ids ("AWS query protocol",
// Smithy specification).
var byQuery = map[string]bool{"IAM": true, "STS": true}

// emptyBody marks in a call's metadata that its answer had no body.
type emptyBody struct{}

// checkEnvelope adds layers that refuse answers of success that AWS cannot have given.
// The SDK itself takes an empty body for an answer without members, and reads none at
// all of operations that answer nothing, so that the page of a proxy in between would
// pass for a list without items, or for a write that is done.
func checkEnvelope(stack *middleware.Stack) error {
	err := stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("CheckEnvelope", func(
		ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
	) (middleware.DeserializeOutput, middleware.Metadata, error) {
		out, meta, err := next.HandleDeserialize(ctx, in)
		response, ok := out.RawResponse.(*smithyhttp.Response)
		if err != nil || !ok || response.StatusCode < 200 || response.StatusCode > 299 {
			return out, meta, err
		}
		// All of it is read here: what is found afterwards is found in memory.
		body, readErr := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if readErr != nil {
			return out, meta, &smithy.DeserializationError{Err: readErr}
		}
		response.Body = io.NopCloser(bytes.NewReader(body))
		begins := body[:min(len(body), envelopeLooked)]
		begins = bytes.TrimSpace(begins)
		if !enveloped(begins, byQuery[awsmiddleware.GetServiceID(ctx)], awsmiddleware.GetOperationName(ctx)) {
			return out, meta, fmt.Errorf("%w: %s, %q", errNoEnvelope, response.Header.Get("Content-Type"), begins[:min(len(begins), 80)])
		}
		if len(begins) == 0 {
			meta.Set(emptyBody{}, true)
		}
		return out, meta, nil
	}), middleware.After)
	if err != nil {
		return err
	}
	return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("CheckMembers", func(
		ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
	) (middleware.DeserializeOutput, middleware.Metadata, error) {
		out, meta, err := next.HandleDeserialize(ctx, in)
		if err == nil && meta.Has(emptyBody{}) && hasMembers(out.Result) {
			return out, meta, fmt.Errorf("%w: it is empty", errNoEnvelope)
		}
		return out, meta, err
	}), middleware.Before)
}

// enveloped tells whether an answer begins as the operation's. In the JSON protocols,
// which the other services speak, operations without an answer may have no body.
func enveloped(begins []byte, query bool, operation string) bool {
	if query {
		return bytes.Contains(begins, []byte("<"+operation+"Response"))
	}
	return len(begins) == 0 || begins[0] == '{'
}

// hasMembers tells whether an operation answers anything: its output is a structure
// that holds, beside what the SDK adds to all of them, an exported field.
func hasMembers(output any) bool {
	of := reflect.TypeOf(output)
	if of == nil || of.Kind() != reflect.Pointer || of.Elem().Kind() != reflect.Struct {
		return false
	}
	for i := range of.Elem().NumField() {
		if f := of.Elem().Field(i); f.IsExported() && f.Name != "ResultMetadata" {
			return true
		}
	}
	return false
}
