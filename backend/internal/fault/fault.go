// Package fault is the only kind of error that crosses a door of the product.
//
// A fault has a kind, which decides the HTTP status, a code that clients
// switch on, and a sentence that is safe to show. Its cause stays private: it
// is logged, never sent. Any error that is not a fault is treated as Internal
// and shown with a bland face.
package fault

import (
	"errors"
	"fmt"
	"regexp"
	"sync"
	"time"
)

// Kind says what sort of trouble a fault is.
type Kind int

// The kinds, each with the HTTP status that the web door gives it.
const (
	Internal        Kind = iota // 500: anything undeclared
	Malformed                   // 400: the bytes are not what the protocol asks for
	Invalid                     // 422: understood, but a field is wrong
	Unauthenticated             // 401
	Forbidden                   // 403: a member without the role
	NotFound                    // 404: missing, or somebody else's
	Conflict                    // 409
	TooLarge                    // 413
	Unsupported                 // 415
	Limited                     // 429, with Retry-After
	Upstream                    // 502: AWS said no
	Unavailable                 // 503
)

// Field names one wrong field of the input.
type Field struct {
	Location string // such as body.email
	Message  string
}

// AWS carries AWS's own words about a refused call.
type AWS struct {
	Service, Operation, AccountID, Code, Message, RequestID string
}

// Fault is an error that may be shown. Make one with Declare; derive from it
// with its methods, which return copies.
type Fault struct {
	kind       Kind
	code       string
	detail     string
	fields     []Field
	aws        *AWS
	retryAfter time.Duration
	cause      error
}

var (
	codeForm = regexp.MustCompile(`^[a-z_]+\.[a-z_]+$`)
	declared sync.Map // code → *Fault
)

// Declare names a fault once, as a package variable. It panics when the code
// is not of the form room.reason or is taken already.
func Declare(kind Kind, code, detail string) *Fault {
	if !codeForm.MatchString(code) {
		panic("fault: code " + code + " is not of the form room.reason")
	}
	f := &Fault{kind: kind, code: code, detail: detail}
	if _, taken := declared.LoadOrStore(code, f); taken {
		panic("fault: code " + code + " is declared twice")
	}
	return f
}

// Declared lists every declared fault by its code, for the reference pages.
func Declared() map[string]*Fault {
	all := map[string]*Fault{}
	declared.Range(func(code, f any) bool {
		all[code.(string)] = f.(*Fault)
		return true
	})
	return all
}

// Kind decides the status.
func (f *Fault) Kind() Kind { return f.kind }

// Code is what clients switch on.
func (f *Fault) Code() string { return f.code }

// Detail is the sentence to show.
func (f *Fault) Detail() string { return f.detail }

// Fields names the wrong fields; may be empty.
func (f *Fault) Fields() []Field { return f.fields }

// AWS is what AWS said, or nil.
func (f *Fault) AWS() *AWS { return f.aws }

// RetryAfter is how long to wait before another try; 0 when not said.
func (f *Fault) RetryAfter() time.Duration { return f.retryAfter }

// Error is for logs: it includes the private cause.
func (f *Fault) Error() string {
	if f.cause != nil {
		return fmt.Sprintf("%s: %s: %v", f.code, f.detail, f.cause)
	}
	return f.code + ": " + f.detail
}

// Unwrap gives the private cause.
func (f *Fault) Unwrap() error { return f.cause }

// Is makes every fault of one code equal for errors.Is.
func (f *Fault) Is(target error) bool {
	var other *Fault
	return errors.As(target, &other) && other.code == f.code
}

// Because returns a copy that carries a private cause.
func (f *Fault) Because(cause error) *Fault {
	c := *f
	c.cause = cause
	return &c
}

// Saying returns a copy with another sentence; it must be safe to show.
func (f *Fault) Saying(format string, args ...any) *Fault {
	c := *f
	c.detail = fmt.Sprintf(format, args...)
	return &c
}

// At returns a copy that also names a wrong field.
func (f *Fault) At(location, message string) *Fault {
	c := *f
	c.fields = append(append([]Field(nil), f.fields...), Field{location, message})
	return &c
}

// After returns a copy that says when to try again.
func (f *Fault) After(wait time.Duration) *Fault {
	c := *f
	c.retryAfter = wait
	return &c
}

// FromAWS returns a copy that carries AWS's own words.
func (f *Fault) FromAWS(aws AWS) *Fault {
	c := *f
	c.aws = &aws
	return &c
}

// ErrInternal is the face of every error that nobody declared.
var ErrInternal = Declare(Internal, "server.internal", "Something went wrong on our side. It has been logged; quote the request id when you report it.")

// Of turns any error into a fault: itself when it is one, else ErrInternal
// with the error as its private cause.
func Of(err error) *Fault {
	var f *Fault
	if errors.As(err, &f) {
		return f
	}
	return ErrInternal.Because(err)
}
