package trail

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// told gives what Stream tells of a text: the names of events, and "!" with its place for each record that is none.
func told(r io.Reader, l Limits) (string, error) {
	var out []string
	err := Stream(r, l, func(index int64, e *Event, bad error) error {
		if (e == nil) == (bad == nil) {
			return fmt.Errorf("record %d has an event and an error, or neither", index)
		}
		if bad != nil {
			out = append(out, fmt.Sprint("!", index))
		} else {
			out = append(out, e.Name)
		}
		return nil
	})
	return strings.Join(out, " "), err
}

func TestStream(t *testing.T) {
	quoted := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(one)
	long := `{"eventName":"Long","eventSource":"s3.amazonaws.com","x":"` + strings.Repeat("x", 2*maxRecord) + `"}`
	for _, c := range []struct{ name, text, want, problem string }{
		{"a log file", `{"Records":[` + one + `,` + two + `]}`, "GetObject CreateUser", ""},
		{"with other members", `{"version":[1,{"a":2}],"Records":[` + one + `],"more":{}}`, "GetObject", ""},
		{"an empty log file", `{"Records":[]}`, "", ""},
		{"compressed", zipped(`{"Records":[` + one + `]}`), "GetObject", ""},
		{"compressed twice, one after the other", zipped(`{"Records":[`+one+`,`) + zipped(two+`]}`), "GetObject CreateUser", ""},
		{"one a line", "\n" + one + "\n\n" + two, "GetObject CreateUser", ""},
		{"log files, one a line", `{"Records":[` + one + "]}\n" + `{"Records":[` + two + "]}\n", "GetObject CreateUser", ""},
		{"a log file among lines", one + "\n" + `{"Records":[` + two + "]}\n", "GetObject CreateUser", ""},
		{"a list", "[" + one + "," + two + "]", "GetObject CreateUser", ""},
		{"one event", one, "GetObject", ""},
		{"one event on many lines", strings.ReplaceAll(one, `,"`, ",\n\""), "GetObject", ""},
		{"LookupEvents", `{"Events":[{"EventName":"GetObject","CloudTrailEvent":"` + quoted + `"},{}],"NextToken":"x"}`, "GetObject !1", ""},
		{"a bad record among others", `{"Records":[` + one + `,{"a":1},3,{"eventName":{},"eventSource":"s3"},` + two + `]}`, "GetObject !1 !2 !3 CreateUser", ""},
		{"a bad line among others", one + "\n{\"eventName\n" + two + "\n", "GetObject !1 CreateUser", ""},
		{"a line that is too long", one + "\n" + long + "\n" + two + "\n", "GetObject !1 CreateUser", ""},
		{"a record that is too long", `{"Records":[` + one + `,` + long + `,` + two + `]}`, "GetObject", "longer than 1024 KiB"},
		{"a member that is too long", `{"x":"` + strings.Repeat("x", 2*maxRecord) + `","Records":[` + one + `]}`, "", "longer than 1024 KiB"},
		{"a text that is no JSON after some records", `{"Records":[` + one + `,{"a`, "GetObject", "is not JSON"},
		{"something else", `{"hello":"world"}`, "", "holds no events"},
		{"a number", "3", "", "holds no events"},
		{"nothing", " \n", "", "holds no events"},
		{"no JSON", "hello", "", "is not JSON"},
		{"half a compressed file", zipped(`{"Records":[` + one + `]}`)[:60], "", "cannot be decompressed"},
		{"no compressed file", "\x1f\x8bxx", "", "cannot be decompressed"},
		{"nested beyond reason", `{"Records":[` + strings.Repeat("[", 200_000), "", "is not JSON"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := told(strings.NewReader(c.text), Limits{})
			if got != c.want || (err == nil) != (c.problem == "") || err != nil && !strings.Contains(err.Error(), c.problem) {
				t.Errorf("%q, %v; want %q, %q", got, err, c.want, c.problem)
			}
		})
	}
	stop := errors.New("stop")
	if err := Stream(strings.NewReader(one+two), Limits{}, func(int64, *Event, error) error { return stop }); !errors.Is(err, stop) {
		t.Error(err)
	}
}

// A small file that becomes a large one is refused before it has.
func TestStreamOfAFileThatSwells(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write([]byte(`{"Records":[`)); err != nil {
		t.Fatal(err)
	}
	records := bytes.Repeat([]byte(`{"eventName":"A","eventSource":"s3.amazonaws.com"},`), 20_000)
	for range 64 {
		if _, err := w.Write(records); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := told(bytes.NewReader(packed.Bytes()), Limits{}); !errors.Is(err, ErrSwells) {
		t.Error(err)
	}
	if _, err := told(bytes.NewReader(packed.Bytes()), Limits{Bytes: 8 << 20}); err == nil || !strings.Contains(err.Error(), "larger than 8 MiB") {
		t.Error(err)
	}
}

// FuzzStream holds Stream to an end without a panic, whatever the text.
func FuzzStream(f *testing.F) {
	for _, text := range []string{one, two, `{"Records":[` + one + `]}`, one + "\n" + two, "[" + one + "]", zipped(one), `{"Events":[{"CloudTrailEvent":"{}"}]}`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		last := int64(-1)
		_ = Stream(bytes.NewReader(text), Limits{Bytes: 1 << 22}, func(index int64, e *Event, bad error) error {
			if index != last+1 || (e == nil) == (bad == nil) {
				t.Fatalf("record %d after %d: %v, %v", index, last, e, bad)
			}
			last = index
			return nil
		})
	})
}
