package trail

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Limits bound what Stream takes of a text that somebody else has written.
type Limits struct {
	// Bytes of the text after decompression; 0 means MaxFile.
	Bytes int64
	// Ratio of a text to its compressed form beyond which it is taken for one that was made to swell, once more than
	// ratioFrom bytes have come out; 0 means defaultRatio. Log files of CloudTrail have ratios of 10 to 40.
	Ratio int64
}

const (
	defaultRatio = 300
	ratioFrom    = 16 << 20
	// maxRecord is the longest record. CloudTrail cuts its own at 256 KB ("CloudTrail record contents").
	maxRecord = 1 << 20
	lookAhead = 64 << 10
)

// The errors with which Stream ends a text.
var (
	ErrSwells    = errors.New("swells beyond reason when it is decompressed")
	ErrLong      = fmt.Errorf("holds a record longer than %d KiB", maxRecord>>10)
	errNoEvent   = errors.New("has no eventName and eventSource")
	errLongLine  = fmt.Errorf("is longer than %d KiB", maxRecord>>10)
	errBadRecord = errors.New("is not JSON")
)

// Stream gives every record of a text to a function, in order and one at a time, with its place: the event, or why it
// cannot be read. Unlike Read it holds one record at a time, whatever the size of the text, and goes on after a record
// that is none; in a text with one record a line, also after a line that is not JSON. It takes the same forms as Read.
// An error of each ends it.
func Stream(r io.Reader, l Limits, each func(index int64, e *Event, bad error) error) error {
	if l.Bytes == 0 {
		l.Bytes = MaxFile
	}
	if l.Ratio == 0 {
		l.Ratio = defaultRatio
	}
	packed := &counted{r: r}
	in := bufio.NewReaderSize(packed, lookAhead)
	plain := &bounded{r: in, most: l.Bytes}
	if magic, _ := in.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		unzipped, err := gzip.NewReader(in)
		if err != nil {
			return fmt.Errorf("cannot be decompressed: %w", err)
		}
		defer unzipped.Close() //nolint:errcheck // it was only read
		plain.r, plain.packed, plain.ratio = unzipped, packed, l.Ratio
	}
	s := &streaming{in: bufio.NewReaderSize(plain, maxRecord), each: each}
	err := s.read()
	if plain.err != nil && !errors.Is(plain.err, io.EOF) && s.stopped == nil {
		return plain.err // it explains what the decoder says
	}
	return err
}

// counted counts what is read.
type counted struct {
	r io.Reader
	n int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// bounded ends a text that is too large, or that swells.
type bounded struct {
	r      io.Reader
	packed *counted // nil when it is not compressed
	ratio  int64
	n      int64
	most   int64
	err    error
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.err != nil {
		return 0, b.err
	}
	n, err := b.r.Read(p)
	b.n += int64(n)
	switch {
	case b.n > b.most:
		b.err = fmt.Errorf("larger than %d MiB", b.most>>20)
	case b.packed != nil && b.n > ratioFrom && b.n > b.ratio*b.packed.n:
		b.err = ErrSwells
	case err != nil && !errors.Is(err, io.EOF) && b.packed != nil:
		b.err = fmt.Errorf("cannot be decompressed: %w", err)
	default:
		b.err = err
		return n, err
	}
	return 0, b.err
}

// streaming is a text that is being read.
type streaming struct {
	in      *bufio.Reader
	each    func(int64, *Event, error) error
	index   int64
	left    int // bytes that the record at hand may still have
	values  int
	stopped error // an error of each
}

// Read hands the text to the decoder, a record's worth at most.
func (s *streaming) Read(p []byte) (int, error) {
	if s.left <= 0 {
		return 0, ErrLong
	}
	n, err := s.in.Read(p[:min(len(p), s.left)])
	s.left -= n
	return n, err
}

func (s *streaming) give(e *Event, bad error) error {
	s.stopped = s.each(s.index, e, bad)
	s.index++
	return s.stopped
}

// decoding takes what CloudTrail, and those who copy its files, may write.
var decoding = json.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true), json.WithUnmarshalers(json.UnmarshalFromFunc(
	func(d *jsontext.Decoder, p *Parameters) error {
		if d.PeekKind() != '{' {
			return d.SkipValue() // old events write text here
		}
		return json.UnmarshalDecode(d, (*map[string]any)(p))
	})))

// record gives a record that was read.
func (s *streaming) record(text []byte) error {
	var e Event
	if err := json.Unmarshal(text, &e, decoding); err != nil {
		if !jsontext.Value(text).IsValid(decoding) {
			return s.give(nil, errBadRecord)
		}
		return s.give(nil, errors.New("is no event of CloudTrail: a member has another type than it should"))
	}
	if e.Name == "" || e.Source == "" {
		return s.give(nil, errNoEvent)
	}
	return s.give(&e, nil)
}

// read chooses by the beginning how the text is read.
func (s *streaming) read() error {
	head, err := s.head()
	if err != nil {
		return err
	}
	if inLines(head) {
		return s.lines()
	}
	d := jsontext.NewDecoder(s, decoding)
	for {
		s.left = maxRecord
		switch d.PeekKind() {
		case '[':
			err = s.list(d, s.record)
		case '{':
			err = s.object(d)
		case 0:
			_, err = d.ReadToken()
			if errors.Is(err, io.EOF) && s.values > 0 {
				return nil
			}
			err = broken(err)
		default:
			err = ErrNotATrail
		}
		if err != nil {
			return err
		}
		s.values++
	}
}

// head is the beginning of the text, without blanks before it.
func (s *streaming) head() ([]byte, error) {
	for {
		c, err := s.in.ReadByte()
		switch {
		case errors.Is(err, io.EOF):
			return nil, ErrNotATrail
		case err != nil:
			return nil, err
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
			continue
		}
		if err := s.in.UnreadByte(); err != nil {
			return nil, err
		}
		head, err := s.in.Peek(maxRecord)
		if errors.Is(err, io.EOF) {
			err = nil
		}
		return head, err
	}
}

// broken says that a text is not JSON, unless it ends for another reason.
func broken(err error) error {
	if errors.Is(err, ErrLong) {
		return ErrLong
	}
	return fmt.Errorf("is not JSON: %w", err)
}
