package settings

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"testing"
)

func TestSettingsSurviveARestart(t *testing.T) {
	dir := t.TempDir()
	first, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got := first.Values(); !reflect.DeepEqual(got, Values{}) {
		t.Errorf("fresh settings are %+v", got)
	}
	if err := first.Change(func(v *Values) {
		v.ServerURL = "https://iam.example.com"
		v.Window = &Window{X: 10, Y: 20, Width: 1200, Height: 800, Maximised: true}
	}); err != nil {
		t.Fatal(err)
	}
	second, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	got := second.Values()
	if got.ServerURL != "https://iam.example.com" || got.Window == nil || *got.Window != (Window{10, 20, 1200, 800, true}) {
		t.Errorf("read back %+v, %+v", got, got.Window)
	}
}

func TestValuesIsACopy(t *testing.T) {
	f, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Change(func(v *Values) { v.Window = &Window{Width: 900} }); err != nil {
		t.Fatal(err)
	}
	f.Values().Window.Width = 1
	if got := f.Values().Window.Width; got != 900 {
		t.Errorf("a caller changed the width to %d", got)
	}
}

func TestTheCommandLineHasItsOwn(t *testing.T) {
	dir := t.TempDir()
	window, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	commandLine, err := OpenCommandLine(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := commandLine.Change(func(v *Values) { v.ServerURL = "https://iam.example.com" }); err != nil {
		t.Fatal(err)
	}
	if err := window.Change(func(v *Values) { v.Window = &Window{Width: 900} }); err != nil {
		t.Fatal(err)
	}
	again, err := OpenCommandLine(dir)
	if err != nil || again.Values().ServerURL != "https://iam.example.com" || window.Values().ServerURL != "" {
		t.Errorf("the command line has %+v, the window %+v, %v", again.Values(), window.Values(), err)
	}
}

func TestDamagedSettingsArePutAside(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, fileName)
	if err := os.WriteFile(path, []byte(`{"server_url": "https://half`), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Values(); !reflect.DeepEqual(got, Values{}) {
		t.Errorf("damaged settings gave %+v", got)
	}
	if _, err := os.Stat(path); err != nil {
		t.Errorf("reading the settings has changed them: %v", err)
	}
	if err := f.Change(func(v *Values) { v.ServerURL = "https://iam.example.com" }); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path + ".damaged"); err != nil {
		t.Errorf("the damaged file is gone: %v", err)
	}
	if again, err := Open(dir); err != nil || again.Values().ServerURL != "https://iam.example.com" {
		t.Errorf("read back %+v, %v", again.Values(), err)
	}
}

func TestAFailedSaveChangesNothing(t *testing.T) {
	dir := t.TempDir()
	f, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	// A folder in the file's place cannot be replaced, whoever asks.
	if err := os.MkdirAll(filepath.Join(dir, fileName, "child"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := f.Change(func(v *Values) { v.ServerURL = "https://iam.example.com" }); err == nil {
		t.Fatal("saving succeeded")
	}
	if got := f.Values().ServerURL; got != "" {
		t.Errorf("server is now %q", got)
	}
}

func TestDataDir(t *testing.T) {
	base := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", base)
	t.Setenv("AppData", base)
	t.Setenv("HOME", base)
	t.Setenv(DataDirVariable, "")
	dir, err := DataDir()
	if err != nil {
		t.Fatal(err)
	}
	if filepath.Base(dir) != "iam-copilot" {
		t.Errorf("the data folder is %s", dir)
	}

	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("asking for the data folder has made it: %v", err)
	}
	t.Setenv(DataDirVariable, filepath.Join(base, "elsewhere"))
	if dir, err = DataDir(); err != nil || dir != filepath.Join(base, "elsewhere") {
		t.Errorf("DataDir() = %s, %v", dir, err)
	}
}

func TestPrepare(t *testing.T) {
	base := t.TempDir()
	open := filepath.Join(base, "open to others")
	if err := os.MkdirAll(open, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{open, filepath.Join(base, "new", "folder")} {
		if err := Prepare(dir); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(dir)
		if err != nil {
			t.Fatal(err)
		}
		if mode := info.Mode().Perm(); mode != 0o700 && runtime.GOOS != "windows" {
			t.Errorf("%s has mode %o, want 700", dir, mode)
		}
	}
	file := filepath.Join(base, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Prepare(file); err == nil {
		t.Error("a file was taken for the data folder")
	}
}
