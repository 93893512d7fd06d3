// Package ndjson answers lines of JSON with lines of JSON ("NDJSON"), as every batch
// form of the command line does.
package ndjson

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json/jsontext"
)

// MaxLine is the longest line of a batch, in bytes.
const MaxLine = 16 << 20

// Error is the answer to a line that cannot be understood.
type Error struct {
	ID    json.RawMessage `json:"id"`
	Error string          `json:"error"`
}

// Answer reads lines from r and writes the answer to each to w as a line, in the same
// order. Empty lines are passed over; one that is too long is answered with an Error and
// the rest goes on. answer must not keep the line.
//
// Answers are flushed whenever no further whole line is waiting, so that a program can
// hold a conversation. The error is one of reading or writing, never of a line.
func Answer(r io.Reader, w io.Writer, answer func(line []byte) any) error {
	in, out := bufio.NewReaderSize(r, 64<<10), bufio.NewWriterSize(w, 64<<10)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for number := 1; ; number++ {
		line, tooLong, readErr := readLine(in)
		if readErr != nil && !errors.Is(readErr, io.EOF) {
			return errors.Join(readErr, out.Flush())
		}
		var reply any
		switch line = bytes.TrimSpace(line); {
		case tooLong:
			reply = Error{Error: fmt.Sprintf("line %d is longer than %d bytes", number, MaxLine)}
		case len(line) > 0:
			reply = answer(line)
		}
		if reply != nil {
			if err := encoder.Encode(reply); err != nil {
				return err
			}
		}
		if readErr != nil {
			return out.Flush()
		}
		if waiting, _ := in.Peek(in.Buffered()); bytes.IndexByte(waiting, '\n') < 0 {
			if err := out.Flush(); err != nil {
				return err
			}
		}
	}
}

// readLine reads a line without its end. Of one that is too long it keeps nothing, but
// reads on to its end.
func readLine(in *bufio.Reader) (line []byte, tooLong bool, err error) {
	for {
		part, err := in.ReadSlice('\n')
		if len(line)+len(part) > MaxLine {
			line, tooLong = nil, true
		} else if !tooLong {
			line = append(line, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, tooLong, err
		}
	}
}

// ID gives the id of a line, also of one that is no valid JSON or breaks off behind it;
// nil, which is written as null, when there is none.
func ID(line []byte) json.RawMessage {
	in := jsontext.NewDecoder(bytes.NewReader(line), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	if t, err := in.ReadToken(); err != nil || t.Kind() != '{' {
		return nil
	}
	for {
		name, err := in.ReadToken()
		if err != nil || name.Kind() != '"' {
			return nil
		}
		wanted := name.String() == "id"
		value, err := in.ReadValue()
		if err != nil {
			return nil
		}
		if wanted {
			return json.RawMessage(value.Clone())
		}
	}
}
