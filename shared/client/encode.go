package client

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// parts is a request as it goes over the wire.
type parts struct {
	method string
	path   string
	query  url.Values
	header http.Header
	body   []byte // nil when there is none
}

// encode makes the request of an operation from its input type: fields with
// the tags path, query, header and cookie go there, and the field Body becomes
// the JSON body; RawBody is the body as it is. Zero values of query, header and cookie fields are left out,
// so that the server's defaults hold.
func encode(method, pattern string, in any) (parts, error) {
	p := parts{method: method, path: pattern, query: url.Values{}, header: http.Header{}}
	if in == nil {
		return p, nil
	}
	if err := p.fields(reflect.ValueOf(in)); err != nil {
		return parts{}, err
	}
	if strings.Contains(p.path, "{") {
		return parts{}, fmt.Errorf("the input %T does not fill the path", in)
	}
	return p, nil
}

func (p *parts) fields(in reflect.Value) error {
	for i := range in.NumField() {
		field, value := in.Type().Field(i), in.Field(i)
		if field.Anonymous {
			if err := p.fields(value); err != nil {
				return err
			}
			continue
		}
		if err := p.field(field, value); err != nil {
			return err
		}
	}
	return nil
}

func (p *parts) field(field reflect.StructField, value reflect.Value) error {
	if name, ok := field.Tag.Lookup("path"); ok {
		if value.IsZero() {
			return fmt.Errorf("%s is missing", name)
		}
		p.path = strings.ReplaceAll(p.path, "{"+name+"}", url.PathEscape(text(value)))
		return nil
	}
	if field.Name == "Body" {
		if value.Kind() == reflect.Pointer && value.IsNil() {
			return nil
		}
		body, err := json.Marshal(value.Interface())
		p.body = body
		return err
	}
	if field.Name == "RawBody" {
		p.body = value.Bytes()
		return nil
	}
	if value.IsZero() {
		return nil
	}
	if name, ok := field.Tag.Lookup("query"); ok {
		p.query.Set(name, text(value))
	} else if name, ok := field.Tag.Lookup("header"); ok {
		p.header.Set(name, text(value))
	} else if name, ok := field.Tag.Lookup("cookie"); ok {
		p.header.Add("Cookie", name+"="+text(value))
	}
	return nil
}

// text is how a value is written outside of JSON.
func text(value reflect.Value) string {
	switch v := value.Interface().(type) {
	case time.Time:
		return v.UTC().Format(time.RFC3339Nano)
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	default:
		return fmt.Sprint(v)
	}
}
