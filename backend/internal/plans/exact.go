package plans

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// Exact writes an SDK input as the JSON that a plan shows and applies: members
// that are not set are left out, and the others are in the order of their names.
func Exact(input any) (json.RawMessage, error) {
	written, err := json.Marshal(input)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(written))
	decoder.UseNumber()
	var loose any
	if err := decoder.Decode(&loose); err != nil {
		return nil, err
	}
	return compactJSON(withoutNulls(loose))
}

func withoutNulls(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for name, member := range v {
			if member == nil {
				delete(v, name)
			} else {
				v[name] = withoutNulls(member)
			}
		}
	case []any:
		for i := range v {
			v[i] = withoutNulls(v[i])
		}
	}
	return v
}

// compactJSON writes a value on one line, without escapes that JSON does not ask for.
func compactJSON(v any) (json.RawMessage, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

// Decode reads a step's input into the SDK's input type, and refuses members that
// the type does not have.
func Decode(input []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(input))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("plans: the input does not fit %T: %w", into, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("plans: there is more after the input of %T", into)
	}
	return nil
}

// digest is the plan's hash: SHA-256 over the account, the credential, and each
// step's operation, target and input, every part preceded by its length as eight
// bytes, so that no two plans have the same bytes.
func digest(account string, credential int64, steps []stepRow) string {
	h := sha256.New()
	part := func(s string) {
		var length [8]byte
		binary.BigEndian.PutUint64(length[:], uint64(len(s)))
		_, _ = h.Write(length[:]) // a hash never fails
		_, _ = h.Write([]byte(s))
	}
	part("iamcopilot/plan/v1")
	part(account)
	part(strconv.FormatInt(credential, 10))
	for i := range steps {
		part(steps[i].Operation)
		part(steps[i].Target)
		part(steps[i].Input)
	}
	return hex.EncodeToString(h.Sum(nil))
}
