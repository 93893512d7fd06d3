// Package awsconfig reads and edits the files in which AWS's tools keep their
// profiles: ~/.aws/config and ~/.aws/credentials ("Shared config and
// credentials files", AWS SDKs and Tools Reference Guide).
package awsconfig

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// The kinds of sections.
const (
	KindProfile    = "profile"
	KindSSOSession = "sso-session"
)

// Section is a part of a file under one header. A header may stand in a file
// more than once.
type Section struct {
	Kind, Name string
	Properties []Property

	header, end int // lines: that of the header, and the one after the last
}

// Property is one setting of a section.
type Property struct {
	Name, Value string // the name in lower case

	line, end int // lines: its own, and the one after what is nested in it
}

// File is one file, with every line as it stands there.
type File struct {
	Sections []Section

	lines       []string // with their ends
	newline     string
	credentials bool // it is the file of credentials
}

// maxSize bounds what is read; files of people have a few kilobytes.
const maxSize = 4 << 20

// Parse reads a file's content. In the file of credentials every header is a
// profile's name, in the other one profiles are called [profile NAME], but for
// [default].
func Parse(content []byte, credentials bool) (*File, error) {
	if len(content) > maxSize || !utf8.Valid(content) || bytes.IndexByte(content, 0) >= 0 {
		return nil, fmt.Errorf("this is no text in UTF-8 of at most %d bytes", maxSize)
	}
	f := &File{newline: "\n", credentials: credentials}
	if bytes.Contains(content, []byte("\r\n")) {
		f.newline = "\r\n"
	}
	f.lines = strings.SplitAfter(string(content), "\n")
	if f.lines[len(f.lines)-1] == "" {
		f.lines = f.lines[:len(f.lines)-1]
	}
	for i, line := range f.lines {
		if i == 0 {
			line = strings.TrimPrefix(line, "\ufeff")
		}
		text := strings.TrimSpace(line)
		switch {
		case text == "" || text[0] == '#' || text[0] == ';':
		case text[0] == '[':
			section, err := header(text, credentials)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", i+1, err)
			}
			section.header, section.end = i, i+1
			f.Sections = append(f.Sections, section)
		case len(f.Sections) == 0:
			return nil, fmt.Errorf("line %d stands before the first [section]", i+1)
		default:
			section := &f.Sections[len(f.Sections)-1]
			section.end = i + 1
			if n := len(section.Properties); n > 0 && (line[0] == ' ' || line[0] == '\t') {
				section.Properties[n-1].end = i + 1 // nested in the one before
				continue
			}
			name, value, ok := strings.Cut(text, "=")
			if !ok {
				return nil, fmt.Errorf("line %d is neither a [section] nor NAME = VALUE", i+1)
			}
			section.Properties = append(section.Properties, Property{
				Name: strings.ToLower(strings.TrimSpace(name)), Value: withoutComment(value), line: i, end: i + 1,
			})
		}
	}
	return f, nil
}

// header reads a section's header, such as [profile "my own"].
func header(text string, credentials bool) (Section, error) {
	inside, rest, ok := strings.Cut(text[1:], "]")
	rest = strings.TrimSpace(rest)
	if !ok || rest != "" && rest[0] != '#' && rest[0] != ';' {
		return Section{}, fmt.Errorf("%q is no header of a section", text)
	}
	inside = strings.TrimSpace(inside)
	if credentials {
		return Section{Kind: KindProfile, Name: unquoted(inside)}, nil
	}
	if inside == "default" {
		return Section{Kind: KindProfile, Name: inside}, nil
	}
	kind, name, named := strings.Cut(strings.ReplaceAll(inside, "\t", " "), " ")
	if name = unquoted(strings.TrimSpace(name)); !named || name == "" {
		return Section{Kind: inside}, nil // such as [plugins], or a profile that nothing reads
	}
	return Section{Kind: kind, Name: name}, nil
}

func unquoted(name string) string {
	if n := len(name); n >= 2 && (name[0] == '"' || name[0] == '\'') && name[n-1] == name[0] {
		return name[1 : n-1]
	}
	return name
}

// withoutComment takes a comment off a value: it begins with # or ; after a
// space.
func withoutComment(value string) string {
	for i := 1; i < len(value); i++ {
		if (value[i] == '#' || value[i] == ';') && (value[i-1] == ' ' || value[i-1] == '\t') {
			value = value[:i]
			break
		}
	}
	return strings.TrimSpace(value)
}
