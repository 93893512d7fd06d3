package eval

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Document is a policy document within a request. In JSON it is the policy
// itself, or a string that holds its text, plain or URL-encoded as the IAM API
// returns it, or {"id": …, "document": …} to give it a name.
type Document struct {
	// ID names the policy in explanations. Optional.
	ID string
	// Text is the policy's JSON text.
	Text string
}

// UnmarshalJSON reads any of the forms of a document.
func (d *Document) UnmarshalJSON(data []byte) error {
	v := jsontext.Value(data)
	switch v.Kind() {
	case '"':
		return d.readString(v)
	case '{':
	default:
		return fmt.Errorf("a policy is a JSON object, or a string that holds one, not %s", describeKindOf(v))
	}
	var wrapped struct {
		ID       string         `json:"id"`
		Document jsontext.Value `json:"document"`
	}
	if err := json.Unmarshal(v, &wrapped); err == nil && len(wrapped.Document) > 0 {
		if err := d.UnmarshalJSON(wrapped.Document); err != nil {
			return err
		}
		d.ID = wrapped.ID
		return nil
	}
	*d = Document{Text: string(data)}
	return nil
}

func (d *Document) readString(v jsontext.Value) error {
	var text string
	if err := json.Unmarshal(v, &text); err != nil {
		return err
	}
	if strings.HasPrefix(strings.TrimSpace(text), "%7B") {
		plain, err := url.QueryUnescape(text)
		if err != nil {
			return fmt.Errorf("a policy looks URL-encoded but cannot be decoded: %w", err)
		}
		text = plain
	}
	*d = Document{Text: text}
	return nil
}

// MarshalJSON writes the policy itself, or, when it has a name, both.
func (d Document) MarshalJSON() ([]byte, error) {
	text := jsontext.Value(d.Text)
	if !text.IsValid() {
		return json.Marshal(d.Text)
	}
	if d.ID == "" {
		return []byte(d.Text), nil
	}
	return json.Marshal(struct {
		ID       string         `json:"id"`
		Document jsontext.Value `json:"document"`
	}{d.ID, text})
}

func (d *Document) blank() bool { return strings.TrimSpace(d.Text) == "" }

func describeKindOf(v jsontext.Value) string {
	switch v.Kind() {
	case '[':
		return "a list"
	case 'n':
		return "null"
	case 't', 'f':
		return "a Boolean"
	}
	return "a number"
}

// Values are the values of a context key. In JSON they are a list, or one value;
// numbers and Booleans are taken as their text.
type Values []string

// UnmarshalJSON reads a list of values, or one.
func (v *Values) UnmarshalJSON(data []byte) error {
	items := []jsontext.Value{data}
	if jsontext.Value(data).Kind() == '[' {
		items = nil
		if err := json.Unmarshal(data, &items); err != nil {
			return err
		}
	}
	out := make(Values, 0, len(items))
	for _, item := range items {
		switch item.Kind() {
		case '"':
			var s string
			if err := json.Unmarshal(item, &s); err != nil {
				return err
			}
			out = append(out, s)
		case '0', 't', 'f':
			out = append(out, string(item))
		default:
			return fmt.Errorf("the value of a context key is a string, number or Boolean, or a list of these")
		}
	}
	*v = out
	return nil
}
