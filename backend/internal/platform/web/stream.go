package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
)

// Stream is an answer that is too large to hold: it is made piece by piece
// while it is sent. A room gives it as the output of its handler, whose errors
// are problems as ever; make the first piece there, so that what can go wrong
// goes wrong before the first byte.
type Stream struct {
	ContentType string
	FileName    string // that browsers save it under; empty: they do not
	// Next makes the next piece, and io.EOF after the last. Any other error
	// cuts the connection, so that no reader takes a part for the whole.
	Next func(ctx context.Context) ([]byte, error)
}

// Times that a stream may take.
const (
	streamTime = 15 * time.Minute // all of it
	pieceTime  = time.Minute      // making and sending one piece
)

// describeStream says in the document of which types a streamed answer may be.
func describeStream(op *huma.Operation, r Route) {
	op.Responses = map[string]*huma.Response{strconv.Itoa(r.Status): {Description: http.StatusText(r.Status), Content: map[string]*huma.MediaType{}}}
	for _, media := range r.Doc.Media {
		kind := huma.TypeString
		if media == asJSON { // a document that is made piece by piece is one in the end
			kind = huma.TypeObject
		}
		op.Responses[strconv.Itoa(r.Status)].Content[media] = &huma.MediaType{Schema: &huma.Schema{Type: kind}}
	}
}

// send hands the stream to the connection, which reads it after the handlers
// have returned and the request's own context has ended.
func (d *Door) send(hc huma.Context, status int, s Stream) {
	hc.SetHeader("Content-Type", s.ContentType)
	if s.FileName != "" {
		hc.SetHeader("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": s.FileName}))
	}
	hc.SetStatus(status)
	c := humafiber.UnwrapV2(hc).Context()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(hc.Context()), streamTime)
	c.SetBodyStream(&pieces{ctx: ctx, cancel: cancel, next: s.Next, conn: c.Conn(), failed: func(err error) {
		d.log.ErrorContext(ctx, "an answer could not be finished", "file", s.FileName, "error", err)
	}}, -1)
}

// pieces reads a stream. The connection's write deadline moves with it: a
// reader may take long for all, not for one piece.
type pieces struct {
	ctx    context.Context //nolint:containedctx // it lives as long as the answer, which no call spans
	cancel context.CancelFunc
	next   func(context.Context) ([]byte, error)
	conn   net.Conn
	failed func(error)
	rest   []byte
}

// Read gives what is left of a piece, or begins the next one.
func (p *pieces) Read(into []byte) (int, error) {
	for len(p.rest) == 0 {
		if err := p.conn.SetWriteDeadline(time.Now().Add(pieceTime)); err != nil {
			return 0, err
		}
		piece, err := p.make()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				p.failed(err)
			}
			return 0, err
		}
		p.rest = piece
	}
	n := copy(into, p.rest)
	p.rest = p.rest[n:]
	return n, nil
}

// make turns a panic into an error: nothing above would catch it.
func (p *pieces) make() (piece []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	return p.next(p.ctx)
}

// Close ends the stream: all of it was sent, or its reader has gone.
func (p *pieces) Close() error {
	p.cancel()
	return nil
}
