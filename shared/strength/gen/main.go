// Command gen writes words.bin: the words that zxcvbn's lists hold (common passwords, words of English texts, names), each
// with its place in the list that has it foremost. The lists come with the module github.com/trustelem/zxcvbn; see
// NOTICE.md.
package main

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/trustelem/zxcvbn/frequency"
)

func main() {
	if err := run("words.bin"); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(path string) error {
	rank := map[string]int{}
	for _, list := range frequency.FrequencyLists {
		for i, word := range list {
			word = strings.ToLower(word)
			if known, ok := rank[word]; !ok || i+1 < known {
				rank[word] = i + 1
			}
		}
	}
	sorted := slices.Sorted(maps.Keys(rank))
	raw := binary.LittleEndian.AppendUint32(nil, uint32(len(sorted))) //nolint:gosec // a hundred thousand
	for _, word := range sorted {
		if rank[word] > 0xffff || strings.ContainsAny(word, "\r\n") {
			return fmt.Errorf("the word %q of rank %d does not fit the file", word, rank[word])
		}
		raw = binary.LittleEndian.AppendUint16(raw, uint16(rank[word])) //nolint:gosec // checked just before
	}
	for _, word := range sorted {
		raw = append(append(raw, word...), '\n')
	}
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write(raw); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	fmt.Printf("%s: %d words, %d bytes\n", path, len(sorted), out.Len())
	return os.WriteFile(path, out.Bytes(), 0o644)
}
