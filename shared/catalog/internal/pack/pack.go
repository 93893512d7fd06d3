// Package pack is the container of the embedded data files: named entries, compressed together in blocks of moderate
// size, with an index, so that reading one entry inflates one block and opening the file inflates nothing.
//
// Layout: magic, the head's raw and compressed lengths, the head, then the blocks; head and blocks are deflate streams
// (RFC 1951). The head holds length-prefixed meta bytes, the number of entries and for each its name and raw length in
// block order, the number of blocks and for each its number of entries and its compressed length. Numbers are unsigned
// varints.
package pack

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
)

const magic = "IAMCPK1\n"

// blockSize is where a block ends: large enough that deflate's window is used, small enough to inflate in a millisecond.
const blockSize = 64 << 10

// maxInflated keeps a damaged length from asking for all memory.
const maxInflated = 64 << 20

// Entry is one named piece of data.
type Entry struct {
	Name string
	Data []byte
	// NewBlock starts a block with this entry, to keep data of one nature together.
	NewBlock bool
}

// Write packs entries in the order given. The same input gives the same bytes.
func Write(meta []byte, entries []Entry) ([]byte, error) {
	head := appendBytes(nil, meta)
	head = binary.AppendUvarint(head, uint64(len(entries)))
	for _, e := range entries {
		head = appendBytes(head, []byte(e.Name))
		head = binary.AppendUvarint(head, uint64(len(e.Data)))
	}
	var index, body []byte
	blocks := 0
	for start := 0; start < len(entries); {
		var raw []byte
		end := start
		for end < len(entries) && (end == start || !entries[end].NewBlock && len(raw)+len(entries[end].Data) <= blockSize) {
			raw = append(raw, entries[end].Data...)
			end++
		}
		compressed, err := deflate(raw)
		if err != nil {
			return nil, err
		}
		index = binary.AppendUvarint(index, uint64(end-start))
		index = binary.AppendUvarint(index, uint64(len(compressed)))
		body = append(body, compressed...)
		blocks++
		start = end
	}
	head = binary.AppendUvarint(head, uint64(blocks))
	head = append(head, index...)
	compressed, err := deflate(head)
	if err != nil {
		return nil, err
	}
	out := binary.AppendUvarint([]byte(magic), uint64(len(head)))
	out = appendBytes(out, compressed)
	return append(out, body...), nil
}

func deflate(raw []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(raw); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func appendBytes(dst, b []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(b)))
	return append(dst, b...)
}

// File is an opened container. It is safe for concurrent use.
type File struct {
	meta   string
	names  []string
	where  map[string]place
	blocks []*block
}

type place struct{ block, offset, length int }

type block struct {
	compressed string
	size       int
	once       sync.Once
	raw        string
	err        error
}

var errTruncated = errors.New("the packed data ends too early")

// Open reads the index of a container; data is kept, not copied.
func Open(data string) (*File, error) {
	if len(data) < len(magic) || data[:len(magic)] != magic {
		return nil, errors.New("not a packed data file")
	}
	outer := Reader{rest: data[len(magic):]}
	size := outer.Int()
	head, err := inflate(outer.String(), size)
	if err != nil || outer.Err() != nil {
		return nil, errors.Join(err, outer.Err())
	}
	r := Reader{rest: head}
	f := &File{meta: r.String()}
	n := r.Count()
	lengths := make([]int, n)
	f.names = make([]string, n)
	f.where = make(map[string]place, n)
	for i := range n {
		f.names[i] = r.String()
		lengths[i] = r.Int()
	}
	entry := 0
	sizes := make([]int, r.Count())
	for b := range sizes {
		count := r.Int()
		sizes[b] = r.Int()
		offset := 0
		for range count {
			if entry >= n {
				return nil, errTruncated
			}
			f.where[f.names[entry]] = place{block: b, offset: offset, length: lengths[entry]}
			offset += lengths[entry]
			entry++
		}
		f.blocks = append(f.blocks, &block{size: offset})
	}
	for b, size := range sizes {
		f.blocks[b].compressed = outer.take(size)
	}
	if err := errors.Join(r.Err(), outer.Err()); err != nil {
		return nil, err
	}
	return f, nil
}

// Meta is what was written beside the entries.
func (f *File) Meta() string { return f.meta }

// Names lists the entries in the order written. The slice must not be changed.
func (f *File) Names() []string { return f.names }

// Has tells whether there is an entry of that name.
func (f *File) Has(name string) bool { _, ok := f.where[name]; return ok }

// Read returns an entry, inflating its block on first use. It is empty for a name that is not there, and fails only
// when the file is damaged.
func (f *File) Read(name string) (string, error) {
	p, ok := f.where[name]
	if !ok {
		return "", nil
	}
	b := f.blocks[p.block]
	b.once.Do(func() { b.raw, b.err = inflate(b.compressed, b.size) })
	if b.err != nil {
		return "", b.err
	}
	return b.raw[p.offset : p.offset+p.length], nil
}

func inflate(compressed string, size int) (string, error) {
	if size > maxInflated {
		return "", fmt.Errorf("a block of %d bytes is larger than any that is written", size)
	}
	var raw strings.Builder
	raw.Grow(size)
	in := flate.NewReader(&stringReader{compressed})
	if _, err := io.CopyN(&raw, in, int64(size)); err != nil {
		return "", fmt.Errorf("inflate: %w", err)
	}
	return raw.String(), nil
}

// stringReader is a byte reader over a string, which keeps flate from wrapping it in a buffer.
type stringReader struct{ rest string }

func (r *stringReader) Read(p []byte) (int, error) {
	if r.rest == "" {
		return 0, io.EOF
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

func (r *stringReader) ReadByte() (byte, error) {
	if r.rest == "" {
		return 0, io.EOF
	}
	c := r.rest[0]
	r.rest = r.rest[1:]
	return c, nil
}
