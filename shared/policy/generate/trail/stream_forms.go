package trail

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// inLines tells whether a text has one record a line: its first line is an object of its own, and no log file.
func inLines(head []byte) bool {
	line, _, more := bytes.Cut(head, []byte("\n"))
	line = bytes.TrimSpace(line)
	return more && len(line) > 2 && line[0] == '{' && line[len(line)-1] == '}' && !isFile(line)
}

// isFile tells whether an object begins as a log file, or an answer of LookupEvents, does.
func isFile(object []byte) bool {
	rest := bytes.TrimSpace(object[1:])
	return bytes.HasPrefix(rest, []byte(`"Records"`)) || bytes.HasPrefix(rest, []byte(`"Events"`))
}

// lines reads one record a line. A line that is none does no harm to the others.
func (s *streaming) lines() error {
	for {
		line, err := s.in.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			if err := s.skipLine(); err != nil {
				return err
			}
			continue
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			if given := s.line(line); given != nil {
				return given
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// line reads one line: a record, or a whole log file.
func (s *streaming) line(line []byte) error {
	if line[0] != '{' || !isFile(line) {
		return s.record(line)
	}
	s.left = maxRecord
	d := jsontext.NewDecoder(bytes.NewReader(line), decoding)
	if err := s.object(d); err != nil && s.stopped == nil {
		return s.give(nil, errBadRecord)
	}
	return s.stopped
}

// skipLine passes over what is left of a line that is too long.
func (s *streaming) skipLine() error {
	if err := s.give(nil, errLongLine); err != nil {
		return err
	}
	for {
		_, err := s.in.ReadSlice('\n')
		switch {
		case err == nil || errors.Is(err, io.EOF):
			return nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return err
		}
	}
}

// list reads a list of records, one at a time.
func (s *streaming) list(d *jsontext.Decoder, record func([]byte) error) error {
	if _, err := d.ReadToken(); err != nil {
		return broken(err)
	}
	for d.PeekKind() != ']' {
		s.left = maxRecord
		text, err := d.ReadValue()
		if err != nil {
			return broken(err)
		}
		if err := record(text); err != nil {
			return err
		}
	}
	_, err := d.ReadToken()
	return err
}

// object reads a log file, an answer of LookupEvents, or a single event.
func (s *streaming) object(d *jsontext.Decoder) error {
	if _, err := d.ReadToken(); err != nil {
		return broken(err)
	}
	single, listed := []byte("{"), false
	for d.PeekKind() != '}' {
		s.left = maxRecord
		name, err := d.ReadToken()
		if err != nil {
			return broken(err)
		}
		member := name.String()
		switch {
		case member == "Records" && d.PeekKind() == '[':
			listed = true
			err = s.list(d, s.record)
		case member == "Events" && d.PeekKind() == '[':
			listed = true
			err = s.list(d, s.looked)
		default:
			single, err = appendMember(d, single, member)
		}
		if err != nil {
			return err
		}
	}
	if _, err := d.ReadToken(); err != nil {
		return broken(err)
	}
	switch {
	case listed:
		return nil
	case s.values == 0 && s.index == 0 && !isEvent(single):
		return ErrNotATrail
	}
	return s.record(append(single, '}'))
}

// appendMember adds a member to an object that is put together again.
func appendMember(d *jsontext.Decoder, object []byte, name string) ([]byte, error) {
	value, err := d.ReadValue()
	if err != nil {
		return nil, broken(err)
	}
	if len(object)+len(value) > maxRecord {
		return nil, ErrLong
	}
	if len(object) > 1 {
		object = append(object, ',')
	}
	if object, err = jsontext.AppendQuote(object, name); err != nil {
		return nil, broken(err)
	}
	return append(append(object, ':'), value...), nil
}

// isEvent tells whether the members of an object, of which only the last brace is missing, are those of an event.
func isEvent(object []byte) bool {
	var e struct {
		Name   jsontext.Value `json:"eventName"`
		Source jsontext.Value `json:"eventSource"`
	}
	return json.Unmarshal(append(bytes.Clone(object), '}'), &e, decoding) == nil && e.Name != nil && e.Source != nil
}

// looked reads an item of an answer of LookupEvents, which holds the record as text.
func (s *streaming) looked(text []byte) error {
	var item struct{ CloudTrailEvent string }
	if err := json.Unmarshal(text, &item, decoding); err != nil || item.CloudTrailEvent == "" {
		return s.give(nil, errors.New("lacks CloudTrailEvent"))
	}
	return s.record([]byte(item.CloudTrailEvent))
}
