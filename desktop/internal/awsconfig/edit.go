package awsconfig

import (
	"slices"
	"strings"
)

// Has lists those of the names that a profile of the file sets, in the order of
// the file.
func (f *File) Has(profile string, names ...string) (found []string) {
	for _, s := range f.Sections {
		if s.Kind != KindProfile || s.Name != profile {
			continue
		}
		for _, p := range s.Properties {
			if slices.Contains(names, p.Name) && !slices.Contains(found, p.Name) {
				found = append(found, p.Name)
			}
		}
	}
	return found
}

// Remove takes settings of a profile out, with what is nested in them; every
// other line stays as it is.
func (f *File) Remove(profile string, names ...string) {
	drop := map[int]bool{}
	for _, s := range f.Sections {
		if s.Kind != KindProfile || s.Name != profile {
			continue
		}
		for _, p := range s.Properties {
			if slices.Contains(names, p.Name) {
				for i := p.line; i < p.end; i++ {
					drop[i] = true
				}
			}
		}
	}
	var lines []string
	for i, line := range f.lines {
		if !drop[i] {
			lines = append(lines, line)
		}
	}
	f.rebuild(lines)
}

// Set changes or adds a setting of a profile in the config file, and makes the
// profile at the end when there is none. Every other line stays as it is.
func (f *File) Set(profile, name, value string) {
	if strings.ContainsAny(profile+name+value, "\r\n]") {
		panic("awsconfig: a setting of more than one line") // callers check what people give
	}
	text := name + " = " + value + f.newline
	last := -1
	for i, s := range f.Sections {
		if s.Kind != KindProfile || s.Name != profile {
			continue
		}
		last = i
		for _, p := range s.Properties {
			if p.Name == name {
				f.rebuild(slices.Concat(f.lines[:p.line], []string{text}, f.lines[p.end:]))
				return
			}
		}
	}
	lines := slices.Clone(f.lines)
	atEnd := last < 0 || f.Sections[last].end == len(lines)
	if n := len(lines); atEnd && n > 0 && !strings.HasSuffix(lines[n-1], "\n") {
		lines[n-1] += f.newline
	}
	if last >= 0 {
		f.rebuild(slices.Insert(lines, f.Sections[last].end, text))
		return
	}
	if len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1]) != "" {
		lines = append(lines, f.newline)
	}
	f.rebuild(append(lines, "["+headerOf(profile)+"]"+f.newline, text))
}

// headerOf is a profile's header in the config file.
func headerOf(profile string) string {
	switch {
	case profile == "default":
		return profile
	case strings.ContainsAny(profile, " \t"):
		return `profile "` + profile + `"`
	}
	return "profile " + profile
}

// rebuild takes other lines; those that were read before were right, and so are
// these.
func (f *File) rebuild(lines []string) {
	next, err := Parse([]byte(strings.Join(lines, "")), f.credentials)
	if err != nil {
		panic("awsconfig: an edit made the file unreadable: " + err.Error())
	}
	next.newline = f.newline
	*f = *next
}

// Bytes is the content of the file.
func (f *File) Bytes() []byte { return []byte(strings.Join(f.lines, "")) }
