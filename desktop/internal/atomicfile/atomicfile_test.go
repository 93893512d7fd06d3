package atomicfile

import (
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
)

func TestWriteReplacesTheContent(t *testing.T) {
	path := filepath.Join(t.TempDir(), "folder", "settings.json")
	for _, content := range []string{"first", "", "second, and longer than the first"} {
		if err := Write(path, []byte(content)); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(path)
		if err != nil || string(got) != content {
			t.Fatalf("read %q, %v; want %q", got, err, content)
		}
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 {
		t.Fatalf("left behind beside the file: %v, %v", entries, err)
	}
}

func TestWriteIsPrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Log("Windows protects the user's profile by access lists, not by mode bits")
		return
	}
	path := filepath.Join(t.TempDir(), "folder", "secret")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Write(path, []byte("new")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if mode := info.Mode().Perm(); mode != 0o600 {
		t.Errorf("mode %o, want 600", mode)
	}
}

func TestWriteReplacesALinkItselfNotItsTarget(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Log("making links needs a right that most Windows users lack")
		return
	}
	dir := t.TempDir()
	target, link := filepath.Join(dir, "target"), filepath.Join(dir, "link")
	if err := os.WriteFile(target, []byte("untouched"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, link); err != nil {
		t.Fatal(err)
	}
	if err := Write(link, []byte("secret")); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(target); err != nil || string(got) != "untouched" {
		t.Errorf("the target of the link now holds %q, %v", got, err)
	}
}

func TestWriteSaysWhichFileFailed(t *testing.T) {
	dir := t.TempDir()
	blocker := filepath.Join(dir, "file")
	if err := os.WriteFile(blocker, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Write(filepath.Join(blocker, "below", "settings.json"), nil); err == nil {
		t.Error("writing below a file succeeded")
	}
	if err := os.Mkdir(filepath.Join(dir, "taken"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "taken", "child"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Write(filepath.Join(dir, "taken"), []byte("x")); err == nil {
		t.Error("replacing a folder that is not empty succeeded")
	}
	left, err := filepath.Glob(filepath.Join(dir, ".taken.*"))
	if err != nil || len(left) != 0 {
		t.Errorf("a failed write left %v behind, %v", left, err)
	}
}

func TestReadersNeverSeeAPart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	contents := [2][]byte{make([]byte, 40_000), make([]byte, 10)}
	for i := range contents[0] {
		contents[0][i] = 'a'
	}
	if err := Write(path, contents[0]); err != nil {
		t.Fatal(err)
	}
	var writers sync.WaitGroup
	writers.Go(func() {
		for i := range 50 {
			if err := Write(path, contents[i%2]); err != nil {
				t.Error(err)
				return
			}
		}
	})
	done := make(chan struct{})
	go func() { writers.Wait(); close(done) }()
	for {
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != len(contents[0]) && len(got) != len(contents[1]) {
			t.Fatalf("read %d bytes, which nobody has written", len(got))
		}
		select {
		case <-done:
			return
		default:
		}
	}
}
