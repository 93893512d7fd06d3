package eval

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json/jsontext"
)

// maxLine is the longest line of a batch, in bytes.
const maxLine = 16 << 20

// batchAnswer is one line of a batch's output.
type batchAnswer struct {
	ID json.RawMessage `json:"id"`
	Answer
}

// batchError is the line in place of an answer.
type batchError struct {
	ID    json.RawMessage `json:"id"`
	Error string          `json:"error"`
}

// SimulateBatch reads one request per line (NDJSON) from r and writes one answer
// per line to w, in the same order. A request may carry an "id" of any JSON type;
// its answer carries the same. A line that cannot be understood is answered with
// {"id", "error"} and the rest goes on; empty lines are passed over.
//
// Answers are flushed whenever no further whole line is waiting, so that a program can
// hold a conversation. The error is one of reading or writing, never of a request.
func SimulateBatch(r io.Reader, w io.Writer) error {
	in := bufio.NewReaderSize(r, 64<<10)
	out := bufio.NewWriterSize(w, 64<<10)
	encode := json.NewEncoder(out)
	encode.SetEscapeHTML(false)
	sim := new(simulator)
	for number := 1; ; number++ {
		line, tooLong, readErr := readLine(in)
		if readErr != nil && !errors.Is(readErr, io.EOF) {
			return errors.Join(readErr, out.Flush())
		}
		var answer any
		switch line = bytes.TrimSpace(line); {
		case tooLong:
			answer = batchError{Error: fmt.Sprintf("line %d is longer than %d bytes", number, maxLine)}
		case len(line) > 0:
			answer = sim.line(line)
		}
		if answer != nil {
			if err := encode.Encode(answer); err != nil {
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

// line answers one line of a batch.
func (m *simulator) line(line []byte) (answer any) {
	id := lineID(line)
	defer func() {
		// One line must not end the batch, whatever it holds.
		if r := recover(); r != nil {
			answer = batchError{id, fmt.Sprintf("internal error: %v", r)}
		}
	}()
	request, err := ParseRequest(line)
	if err != nil {
		return batchError{id, err.Error()}
	}
	result, err := m.simulate(request)
	if err != nil {
		return batchError{id, err.Error()}
	}
	return batchAnswer{id, result}
}

// lineID gives the id of a line, also of one that is no valid request or breaks
// off behind it; nil, which is written as null, when there is none.
func lineID(line []byte) json.RawMessage {
	in := jsontext.NewDecoder(bytes.NewReader(line))
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
			id := value.Clone()
			if id.Compact() != nil {
				return nil
			}
			return json.RawMessage(id)
		}
	}
}

// readLine reads a line without its end. Of a line that is too long it keeps
// nothing, but reads on to its end.
func readLine(in *bufio.Reader) (line []byte, tooLong bool, err error) {
	for {
		part, err := in.ReadSlice('\n')
		if len(line)+len(part) > maxLine {
			line, tooLong = nil, true
		} else if !tooLong {
			line = append(line, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, tooLong, err
		}
	}
}
