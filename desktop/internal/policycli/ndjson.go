package policycli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// maxLine is the longest line of a batch, in bytes.
const maxLine = 16 << 20

// lineError is the answer to a line that cannot be understood.
type lineError struct {
	ID    json.RawMessage `json:"id"`
	Error string          `json:"error"`
}

// eachLine reads lines of JSON and writes the answer to each as a line, in the
// same order. Empty lines are passed over. Answers are flushed whenever no
// further line is waiting, so that a program can hold a conversation.
func eachLine(r io.Reader, w io.Writer, answer func(line []byte) any) error {
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
			reply = lineError{Error: fmt.Sprintf("line %d is longer than %d bytes", number, maxLine)}
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

// readLine reads a line. Of one that is too long it keeps nothing, but reads on
// to its end.
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

// lineID is the id of a line, also of one that breaks off behind it; nil, which
// is written as null, when there is none.
func lineID(line []byte) json.RawMessage {
	in := json.NewDecoder(bytes.NewReader(line))
	if t, err := in.Token(); err != nil || t != json.Delim('{') {
		return nil
	}
	for in.More() {
		name, err := in.Token()
		if err != nil {
			return nil
		}
		var value json.RawMessage
		if err := in.Decode(&value); err != nil {
			return nil
		}
		if name == "id" {
			return value
		}
	}
	return nil
}
