package pack

// Reader takes varints and strings off the front of a string without copying. After the first failure every method
// returns zero values, and Err tells of it.
type Reader struct {
	rest string
	err  error
}

// NewReader reads s.
func NewReader(s string) *Reader { return &Reader{rest: s} }

// Err is the first failure, or nil.
func (r *Reader) Err() error { return r.err }

// Uint reads an unsigned varint.
func (r *Reader) Uint() uint64 {
	var v uint64
	for shift := uint(0); shift < 64; shift += 7 {
		if r.rest == "" {
			break
		}
		c := r.rest[0]
		r.rest = r.rest[1:]
		v |= uint64(c&0x7f) << shift
		if c < 0x80 {
			return v
		}
	}
	r.fail()
	return 0
}

// Int reads a number that fits the remaining data or is a small index.
func (r *Reader) Int() int {
	v := r.Uint()
	if v > 1<<31 {
		r.fail()
		return 0
	}
	return int(v)
}

// Count reads the number of things that follow; each takes a byte or more, so a larger number is damage.
func (r *Reader) Count() int {
	n := r.Int()
	if n > len(r.rest) {
		r.fail()
		return 0
	}
	return n
}

// String reads a length-prefixed string.
func (r *Reader) String() string { return r.take(r.Int()) }

func (r *Reader) take(n int) string {
	if n < 0 || n > len(r.rest) {
		r.fail()
		return ""
	}
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

func (r *Reader) fail() {
	if r.err == nil {
		r.err = errTruncated
	}
	r.rest = ""
}
