// Package settings keeps what the desktop application and the command line
// remember between runs and what is no secret: which server they talk to, and
// where the window was.
package settings

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/iam-copilot/iam-copilot/desktop/internal/atomicfile"
)

// The files of the data folder: one for each program, since neither knows what
// the other has changed meanwhile.
const (
	fileName            = "settings.json"
	commandLineFileName = "command-line.json"
)

// Values are the settings.
type Values struct {
	// ServerURL is the origin of a team server, such as
	// https://iam.example.com; empty when the backend runs inside the
	// application.
	ServerURL string `json:"server_url"`
	// Servers are the origins that the command line is signed in to, or that
	// the window has talked to.
	Servers []string `json:"servers,omitempty"`
	// LockAfter is after how many minutes without a person the window locks
	// itself; 0 never.
	LockAfter int `json:"lock_after_minutes,omitempty"`
	// ShowInCaptures lets screenshots and shared screens show the window, where
	// the system can hide it from them.
	ShowInCaptures bool `json:"show_in_captures,omitempty"`
	// NoUpdateCheck keeps the window from asking whether there is a newer version.
	NoUpdateCheck bool `json:"no_update_check,omitempty"`
	// NewestSeen is the newest version that was ever announced: older
	// announcements are not believed any more.
	NewestSeen string `json:"newest_seen,omitempty"`
	// Window is where the window was; nil before the first run ends.
	Window *Window `json:"window,omitempty"`
}

// Window is a window's place and size in logical pixels. X and Y count from
// the upper left corner of the screen that the window is on.
type Window struct {
	X         int  `json:"x"`
	Y         int  `json:"y"`
	Width     int  `json:"width"`
	Height    int  `json:"height"`
	Maximised bool `json:"maximised"`
}

// File is the settings of one data folder. It is safe for concurrent use.
type File struct {
	path string

	mu      sync.Mutex
	values  Values
	damaged bool // the file on the disk cannot be understood
}

// Open reads the settings of a data folder, and changes nothing there. It
// always gives settings, the defaults if need be. A file that cannot be
// understood is put aside under the ending .damaged when the settings are
// saved next: they are not worth refusing to start for.
func Open(dir string) (*File, error) { return open(filepath.Join(dir, fileName)) }

// OpenCommandLine reads the settings of the command line, in the same way.
func OpenCommandLine(dir string) (*File, error) { return open(filepath.Join(dir, commandLineFileName)) }

func open(path string) (*File, error) {
	f := &File{path: path}
	content, err := os.ReadFile(f.path)
	if errors.Is(err, os.ErrNotExist) {
		return f, nil
	}
	if err != nil {
		return f, fmt.Errorf("the settings cannot be read: %w", err)
	}
	if err := json.Unmarshal(content, &f.values); err != nil {
		f.values, f.damaged = Values{}, true
	}
	return f, nil
}

// Values is a copy of the settings.
func (f *File) Values() Values {
	f.mu.Lock()
	defer f.mu.Unlock()
	values := f.values
	values.Servers = slices.Clone(values.Servers)
	if values.Window != nil {
		window := *values.Window
		values.Window = &window
	}
	return values
}

// Change applies change and saves the outcome. When saving fails, the settings
// stay as they were.
func (f *File) Change(change func(*Values)) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	values := f.values
	values.Servers = slices.Clone(values.Servers)
	change(&values)
	content, err := json.MarshalIndent(values, "", "  ")
	if err != nil {
		return fmt.Errorf("save the settings: %w", err)
	}
	if f.damaged {
		if err := os.Rename(f.path, f.path+".damaged"); err != nil {
			return fmt.Errorf("the settings are damaged and cannot be put aside: %w", err)
		}
		f.damaged = false
	}
	if err := atomicfile.Write(f.path, append(content, '\n')); err != nil {
		return fmt.Errorf("save the settings: %w", err)
	}
	f.values = values
	return nil
}
