package awsconfig

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Paths are where the two files lie.
type Paths struct{ Config, Credentials string }

// UserPaths are the files of whoever runs the program: in ~/.aws, unless
// AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE name others.
func UserPaths() (Paths, error) {
	home, err := os.UserHomeDir()
	if err != nil {
		return Paths{}, fmt.Errorf("there is no home folder: %w", err)
	}
	at := func(variable, usual string) string {
		path := os.Getenv(variable)
		if path == "" {
			return filepath.Join(home, ".aws", usual)
		}
		if rest, ok := strings.CutPrefix(path, "~"); ok && (rest == "" || rest[0] == '/' || rest[0] == filepath.Separator) {
			path = home + rest
		}
		return path
	}
	return Paths{at("AWS_CONFIG_FILE", "config"), at("AWS_SHARED_CREDENTIALS_FILE", "credentials")}, nil
}

// Values are the settings of a profile or a session, by name.
type Values map[string]string

// Profile is what both files say of a profile.
type Profile struct {
	Name   string
	Values Values
}

// Settings are both files, joined.
type Settings struct {
	Profiles    []Profile // as they stand in the files
	SSOSessions map[string]Values
}

// Load reads both files. That one is missing is no error. What the file of
// credentials says comes before what the other one says.
func Load(paths Paths) (*Settings, error) {
	s := &Settings{SSOSessions: map[string]Values{}}
	at := map[string]int{}
	for _, which := range []struct {
		path        string
		credentials bool
	}{{paths.Config, false}, {paths.Credentials, true}} {
		content, err := read(which.path)
		if err != nil {
			return nil, err
		}
		file, err := Parse(content, which.credentials)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", which.path, err)
		}
		for _, section := range file.Sections {
			var values Values
			switch section.Kind {
			case KindProfile:
				if _, ok := at[section.Name]; !ok {
					at[section.Name] = len(s.Profiles)
					s.Profiles = append(s.Profiles, Profile{section.Name, Values{}})
				}
				values = s.Profiles[at[section.Name]].Values
			case KindSSOSession:
				if s.SSOSessions[section.Name] == nil {
					s.SSOSessions[section.Name] = Values{}
				}
				values = s.SSOSessions[section.Name]
			default:
				continue
			}
			for _, p := range section.Properties {
				values[p.Name] = p.Value
			}
		}
	}
	return s, nil
}

// Profile gives a profile by its name.
func (s *Settings) Profile(name string) (Profile, bool) {
	for _, p := range s.Profiles {
		if p.Name == name {
			return p, true
		}
	}
	return Profile{}, false
}

// Names are the names of all profiles.
func (s *Settings) Names() (names []string) {
	for _, p := range s.Profiles {
		names = append(names, p.Name)
	}
	return names
}

// read gives a file's content, nothing where there is none.
func read(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("the file of AWS's tools cannot be read: %w", err)
	case !info.Mode().IsRegular() || info.Size() > maxSize:
		return nil, fmt.Errorf("%s is no file of AWS's tools", path)
	}
	content, err := os.ReadFile(path) //nolint:gosec // the user's own
	if err != nil {
		return nil, fmt.Errorf("the file of AWS's tools cannot be read: %w", err)
	}
	return content, nil
}
