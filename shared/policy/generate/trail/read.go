package trail

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// MaxFile is how many bytes of a file are read, after decompression. CloudTrail's own files hold far less.
const MaxFile = 512 << 20

// ErrNotATrail is returned for a text that holds no events.
var ErrNotATrail = errors.New("holds no events of CloudTrail: expected an object with Records, one event a line, or an answer of LookupEvents")

// ErrTooLarge is returned for a file beyond MaxFile.
var ErrTooLarge = fmt.Errorf("larger than %d MiB", MaxFile>>20)

// Read gives every event of a text to a function, in order, and stops at its first error. The text may be compressed with
// gzip, and is any number of JSON values: log files, lists of events, single events, and answers of LookupEvents.
func Read(r io.Reader, each func(*Event) error) error {
	buffered := bufio.NewReaderSize(r, 64<<10)
	var plain io.Reader = buffered
	if magic, _ := buffered.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		unzipped, err := gzip.NewReader(buffered)
		if err != nil {
			return fmt.Errorf("cannot be decompressed: %w", err)
		}
		defer unzipped.Close() //nolint:errcheck // it was only read
		plain = unzipped
	}
	limited := &io.LimitedReader{R: plain, N: MaxFile + 1}
	decoder := json.NewDecoder(limited)
	seen := false
	for {
		var value json.RawMessage
		err := decoder.Decode(&value)
		switch {
		case limited.N == 0:
			return ErrTooLarge
		case errors.Is(err, io.EOF) && seen:
			return nil
		case errors.Is(err, io.EOF):
			return ErrNotATrail
		case err != nil:
			return fmt.Errorf("is not JSON: %w", err)
		}
		if err := readValue(value, each); err != nil {
			return err
		}
		seen = true
	}
}

// file is any of the forms of a value.
type file struct {
	Records []json.RawMessage
	Events  []struct{ CloudTrailEvent string }
	Event
}

func readValue(value json.RawMessage, each func(*Event) error) error {
	if len(value) > 0 && value[0] == '[' {
		var list []json.RawMessage
		if err := json.Unmarshal(value, &list); err != nil {
			return fmt.Errorf("is not JSON: %w", err)
		}
		return readList(list, each)
	}
	var f file
	if err := json.Unmarshal(value, &f); err != nil {
		return fmt.Errorf("%w (%w)", ErrNotATrail, err)
	}
	switch {
	case f.Records != nil:
		return readList(f.Records, each)
	case f.Events != nil:
		for _, e := range f.Events {
			if e.CloudTrailEvent == "" {
				return fmt.Errorf("%w: an event of the answer lacks CloudTrailEvent", ErrNotATrail)
			}
			if err := readValue(json.RawMessage(e.CloudTrailEvent), each); err != nil {
				return err
			}
		}
		return nil
	case f.Name == "" || f.Source == "":
		return ErrNotATrail
	}
	return each(&f.Event)
}

func readList(list []json.RawMessage, each func(*Event) error) error {
	for _, item := range list {
		var e Event
		if err := json.Unmarshal(item, &e); err != nil || e.Name == "" || e.Source == "" {
			return fmt.Errorf("%w: an item of the list has no eventName and eventSource", ErrNotATrail)
		}
		if err := each(&e); err != nil {
			return err
		}
	}
	return nil
}

// Summary tells what of a folder was read.
type Summary struct {
	Files  int
	Events int
	// Skipped are files that hold no events, with the reason.
	Skipped []string
}

// ReadFS reads every log file of a folder and those below it, such as a copy of a trail's bucket (AWSLogs/account/
// CloudTrail/Region/year/month/day). Digests and insights, which hold no calls, are passed over. A file that cannot be
// read is noted and the rest goes on; an error of each ends the reading.
func ReadFS(files fs.FS, each func(*Event) error) (Summary, error) {
	var s Summary
	err := fs.WalkDir(files, ".", func(at string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "CloudTrail-Digest" || entry.Name() == "CloudTrail-Insight"):
			return fs.SkipDir
		case entry.IsDir() || !isLog(at):
			return nil
		}
		return s.readOne(files, at, each)
	})
	return s, err
}

// isLog tells by its name whether a file may hold events.
func isLog(name string) bool {
	switch path.Ext(strings.TrimSuffix(strings.ToLower(name), ".gz")) {
	case ".json", ".ndjson", ".jsonl":
		return true
	}
	return false
}

func (s *Summary) readOne(files fs.FS, at string, each func(*Event) error) error {
	f, err := files.Open(at)
	if err != nil {
		s.Skipped = append(s.Skipped, at+": "+err.Error())
		return nil
	}
	defer f.Close() //nolint:errcheck // it was only read
	var stopped error
	err = Read(f, func(e *Event) error {
		s.Events++
		stopped = each(e)
		return stopped
	})
	switch {
	case stopped != nil:
		return stopped
	case err != nil:
		s.Skipped = append(s.Skipped, at+": "+err.Error())
	default:
		s.Files++
	}
	return nil
}
