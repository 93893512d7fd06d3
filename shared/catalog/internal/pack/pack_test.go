package pack

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

func sample(t *testing.T) (string, []Entry) {
	t.Helper()
	var entries []Entry
	for i := range 40 {
		data := strings.Repeat(fmt.Sprintf("entry %d of many; ", i), i*300)
		entries = append(entries, Entry{Name: fmt.Sprint("e", i), Data: []byte(data), NewBlock: i == 7})
	}
	data, err := Write([]byte("about this"), entries)
	if err != nil {
		t.Fatal(err)
	}
	return string(data), entries
}

func TestReadGivesWhatWasWritten(t *testing.T) {
	data, entries := sample(t)
	f, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	if f.Meta() != "about this" || len(f.Names()) != len(entries) || len(f.blocks) < 3 {
		t.Errorf("meta %q, %d names, %d blocks", f.Meta(), len(f.Names()), len(f.blocks))
	}
	for i := len(entries) - 1; i >= 0; i-- {
		got, err := f.Read(entries[i].Name)
		if err != nil || got != string(entries[i].Data) || !f.Has(entries[i].Name) {
			t.Errorf("%s: %d bytes, error %v", entries[i].Name, len(got), err)
		}
	}
	if got, err := f.Read("none"); got != "" || err != nil || f.Has("none") {
		t.Errorf("an entry that is not there: %q, %v", got, err)
	}
	again, _ := sample(t)
	if !bytes.Equal([]byte(data), []byte(again)) {
		t.Error("the same entries gave other bytes")
	}
}

func TestDamageIsAnErrorAndNeverAPanic(t *testing.T) {
	data, entries := sample(t)
	for cut := 0; cut < len(data); cut += 1 + len(data)/300 {
		f, err := Open(data[:cut])
		if err == nil {
			t.Errorf("opened a file cut to %d of %d bytes: %v", cut, len(data), f.Names())
		}
	}
	for at := 0; at < len(data); at += 1 + len(data)/400 {
		damaged := []byte(data)
		damaged[at] ^= 0x55
		f, err := Open(string(damaged))
		if err != nil {
			continue
		}
		_, _ = f.Read(entries[at%len(entries)].Name)
	}
}

func TestReaderStopsAtTheEnd(t *testing.T) {
	r := NewReader("\x05abc")
	if got := r.String(); got != "" || r.Err() == nil {
		t.Errorf("read %q, error %v", got, r.Err())
	}
	if r.Uint() != 0 || r.Int() != 0 || r.Count() != 0 || r.String() != "" {
		t.Error("values after a failure are not zero")
	}
	if r := NewReader("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"); r.Uint() != 0 || r.Err() == nil {
		t.Error("an endless number was read")
	}
}
