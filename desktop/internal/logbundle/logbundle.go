// Package logbundle keeps what the application has logged, and packs it for
// somebody who looks into a problem, without secrets.
package logbundle

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"github.com/iam-copilot/iam-copilot/desktop/internal/atomicfile"
)

const (
	folder    = "logs"
	current   = "iam-copilot.log"
	former    = "iam-copilot.1.log"
	crashes   = "crash.log"
	maxLog    = 1 << 20 // bytes, before a new file is begun
	maxPacked = 4 << 20 // bytes of one file
)

// Log is the application's log. It keeps the newest one to two megabytes.
type Log struct {
	dir  string
	mu   sync.Mutex
	file *os.File
	size int64
}

// Open opens the log of a data folder, and has the runtime write there what a
// crash says.
func Open(dataDir string) (*Log, error) {
	l := &Log{dir: filepath.Join(dataDir, folder)}
	if err := os.MkdirAll(l.dir, 0o700); err != nil {
		return nil, fmt.Errorf("the log cannot be kept: %w", err)
	}
	if err := l.open(); err != nil {
		return nil, fmt.Errorf("the log cannot be kept: %w", err)
	}
	crash, err := os.OpenFile(filepath.Join(l.dir, crashes), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return l, nil //nolint:nilerr // the log is there all the same
	}
	// It keeps a descriptor of its own.
	return l, errors.Join(debug.SetCrashOutput(crash, debug.CrashOptions{}), crash.Close())
}

func (l *Log) open() (err error) {
	path := filepath.Join(l.dir, current)
	if l.file, err = os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600); err != nil { //nolint:gosec // the user's own folder
		return err
	}
	info, err := l.file.Stat()
	if err != nil {
		return err
	}
	l.size = info.Size()
	return nil
}

// Write implements io.Writer.
func (l *Log) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.size+int64(len(line)) > maxLog {
		err := errors.Join(l.file.Close(), os.Rename(filepath.Join(l.dir, current), filepath.Join(l.dir, former)))
		if err := errors.Join(err, l.open()); err != nil {
			return 0, err
		}
	}
	n, err := l.file.Write(line)
	l.size += int64(n)
	return n, err
}

// Close closes the file.
func (l *Log) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.file.Close()
}

// secrets is what must not leave this computer, should it stand in a log after
// all: access keys of AWS, tokens of this product and of others, private keys,
// and whatever is named as a secret.
var secrets = regexp.MustCompile(`(?i)\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b` +
	`|\beyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*){0,4}` +
	`|\b(?:rt1|iamc|pat|icp)[._][A-Za-z0-9._-]{16,}` +
	`|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)` +
	`|\b(?:bearer|basic)\s+[A-Za-z0-9+/=._~-]{8,}` +
	`|[a-z_.-]*(?:password|passphrase|secret|token|authorization|cookie|api_?key|code_verifier)[a-z_.-]*["']?\s*[:=]\s*(?:"[^"]*"|'[^']*'|[^\s"',;&]+)` +
	`|\b[A-Za-z0-9/+]{40}\b` +
	`|\b[0-9a-f]{64}\b` +
	`|[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}`)

// Clean takes out of a text what may be a secret or names a person.
func Clean(text []byte) []byte { return secrets.ReplaceAll(text, []byte("[removed]")) }

// Pack writes the logs of a data folder to a ZIP archive at path, with the
// version of the product and of the system.
func Pack(dataDir, path, version string, now time.Time) error {
	home, _ := os.UserHomeDir()
	return atomicfile.WriteWith(path, func(to io.Writer) error {
		archive := zip.NewWriter(to)
		about := fmt.Sprintf("IAM Copilot %s\n%s %s, %s\n%s\n", version, runtime.GOOS, runtime.GOARCH, runtime.Version(), now.UTC().Format(time.RFC3339))
		if err := add(archive, "about.txt", []byte(about)); err != nil {
			return err
		}
		for _, name := range []string{current, former, crashes} {
			content, err := read(filepath.Join(dataDir, folder, name))
			if errors.Is(err, os.ErrNotExist) || err == nil && len(content) == 0 {
				continue
			}
			if err != nil {
				return fmt.Errorf("the log %s cannot be read: %w", name, err)
			}
			if err := add(archive, name, Clean(withoutHome(content, home))); err != nil {
				return err
			}
		}
		return archive.Close()
	})
}

func add(archive *zip.Writer, name string, content []byte) error {
	file, err := archive.Create(name)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	return err
}

// read gives the end of a file, where the newest is.
func read(path string) ([]byte, error) {
	file, err := os.Open(path) //nolint:gosec // a name of this package in the user's own folder
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if _, err := file.Seek(max(info.Size()-maxPacked, 0), io.SeekStart); err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(file, maxPacked))
}

// withoutHome takes the name of the person's folder out of paths.
func withoutHome(text []byte, home string) []byte {
	if len(home) < 2 {
		return text
	}
	return regexp.MustCompile(regexp.QuoteMeta(home)).ReplaceAll(text, []byte("~"))
}
