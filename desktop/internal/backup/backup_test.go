//go:build linux

package backup

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/iam-copilot/iam-copilot/desktop/internal/keyring"
	"github.com/iam-copilot/iam-copilot/desktop/internal/local"
	"github.com/iam-copilot/iam-copilot/desktop/internal/masterkey"
	"github.com/iam-copilot/iam-copilot/desktop/internal/restored"
	"github.com/iam-copilot/iam-copilot/desktop/internal/settings"
)

const (
	passphrase = "correct horse battery staple"
	person     = `{"email":"ada@example.com","password":"Analytical-Engine-1843"}`
)

// noRing is a computer without a keyring.
type noRing struct{}

func (noRing) Get(context.Context, string) (string, error) { return "", keyring.ErrUnavailable }
func (noRing) Set(context.Context, string, string) error   { return keyring.ErrUnavailable }

// holder opens the key of a folder as the application does.
func holder(t *testing.T, dir string) *masterkey.Holder {
	t.Helper()
	h := masterkey.New(dir, noRing{})
	if err := h.Open(t.Context(), passphrase); err != nil {
		t.Fatal(err)
	}
	return h
}

func start(t *testing.T, dir string, key []byte) *local.Backend {
	t.Helper()
	b, err := local.Start(t.Context(), local.Config{DataDir: dir, MasterKey: key, Version: "1.2.3"})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func post(t *testing.T, b http.RoundTripper, path, body string) int {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, local.Origin().String()+"/api/v1"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	answer, err := b.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode
}

// example is made once: all tests begin with copies of it.
var example struct {
	sync.Once
	dir, path string
	key       []byte
}

func TestMain(m *testing.M) {
	code := m.Run()
	for _, made := range []string{example.dir, filepath.Dir(example.path)} {
		if err := os.RemoveAll(made); err != nil {
			panic(err)
		}
	}
	os.Exit(code)
}

// made is a data folder with an account in it, and a backup of it that was made
// while the application had it open.
func made(t *testing.T) (dir, path string, key []byte) {
	t.Helper()
	example.Do(func() { example.dir, example.path, example.key = makeExample(t) })
	dir = copied(t, example.dir)
	return dir, example.path, example.key
}

func copied(t *testing.T, from string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return to
}

func makeExample(t *testing.T) (dir, path string, key []byte) {
	t.Helper()
	folders := [2]string{}
	for i := range folders {
		var err error
		if folders[i], err = os.MkdirTemp("", "iamcopilot-backup-"); err != nil { //nolint:usetesting // it outlives the first test
			t.Fatal(err)
		}
	}
	dir, path = folders[0], filepath.Join(folders[1], "mine"+Extension)
	h := holder(t, dir)
	b := start(t, dir, h.Key())
	if status := post(t, b, "/auth/register", person); status != http.StatusCreated {
		t.Fatalf("register answers %d", status)
	}
	contents, err := Create(t.Context(), Source{DataDir: dir, MasterKey: h.Key(), Version: "1.2.3"}, path, passphrase)
	if err != nil {
		t.Fatal(err)
	}
	if contents.MadeBy != "1.2.3" || contents.Bytes < 4096 || contents.MadeAt.IsZero() {
		t.Errorf("the backup holds %+v", contents)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, path, h.Key()
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

func TestABackupComesBack(t *testing.T) {
	dir, path, key := made(t)
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the backup: %v, %v", info.Mode(), err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range [][]byte{key, []byte(hex.EncodeToString(key)), []byte("ada@example.com"), []byte("SQLite format")} {
		if bytes.Contains(content, secret) {
			t.Errorf("the backup holds %q in the open", secret)
		}
	}

	t.Run("on a new computer", func(t *testing.T) {
		fresh := filepath.Join(t.TempDir(), "data")
		done, err := Restore(t.Context(), fresh, noRing{}, path, passphrase, "1.2.3")
		if err != nil || done.Kept != "" || done.MadeBy != "1.2.3" {
			t.Fatalf("restored %+v, %v", done, err)
		}
		h := holder(t, fresh)
		if !bytes.Equal(h.Key(), key) {
			t.Error("the key is another")
		}
		b := start(t, fresh, h.Key())
		if status := post(t, b, "/auth/login", person); status != http.StatusOK {
			t.Errorf("login answers %d", status)
		}
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("over other data, which is kept", func(t *testing.T) {
		other := t.TempDir()
		before := holder(t, other).Key()
		if err := start(t, other, before).Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(other, "session-window.sealed"), []byte("old"), 0o600); err != nil {
			t.Fatal(err)
		}
		done, err := Restore(t.Context(), other, noRing{}, path, passphrase, "1.2.3")
		if err != nil {
			t.Fatal(err)
		}
		if got := holder(t, other).Key(); !bytes.Equal(got, key) {
			t.Error("the key is not that of the backup")
		}
		kept := filepath.Join(other, done.Kept)
		if got := holder(t, kept).Key(); !bytes.Equal(got, before) {
			t.Error("the old data does not open any more")
		}
		if got := strings.Join(names(t, kept), " "); !strings.Contains(got, "session-window.sealed") || !strings.Contains(got, "iam-copilot.sqlite") {
			t.Errorf("kept are %s", got)
		}
		if err := start(t, kept, before).Close(); err != nil {
			t.Errorf("the kept data: %v", err)
		}
	})
	t.Run("not under a program that has the folder open", func(t *testing.T) {
		b := start(t, dir, key)
		if _, err := Restore(t.Context(), dir, noRing{}, path, passphrase, "1.2.3"); !errors.Is(err, settings.ErrOccupied) {
			t.Errorf("restored under an open program: %v", err)
		}
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
	})
}

// TestARestoreThatBrokeOffIsFinished begins where a restore may have ended: the
// note is written, and some of the files have moved.
func TestARestoreThatBrokeOffIsFinished(t *testing.T) {
	const kept = "before-restore-20260101T000000.000Z"
	_, path, key := made(t)
	begun := t.TempDir()
	before := holder(t, begun).Key()
	if err := os.WriteFile(filepath.Join(begun, local.DatabaseName), []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	staged := filepath.Join(begun, restored.StagePrefix+"1")
	if _, err := Restore(t.Context(), staged, noRing{}, path, passphrase, "1.2.3"); err != nil {
		t.Fatal(err)
	}
	for _, moved := range []int{0, 1, 2, 3, 4} {
		t.Run(fmt.Sprint(moved), func(t *testing.T) {
			dir := copied(t, begun)
			steps := [][2]string{
				{"iam-copilot.sqlite", kept + "/iam-copilot.sqlite"}, {"key.json", kept + "/key.json"},
				{"restore-1/iam-copilot.sqlite", "iam-copilot.sqlite"}, {"restore-1/key.json", "key.json"},
			}
			if moved > 0 {
				if err := os.Mkdir(filepath.Join(dir, kept), 0o700); err != nil {
					t.Fatal(err)
				}
			}
			for _, s := range steps[:moved] {
				if err := os.Rename(filepath.Join(dir, s[0]), filepath.Join(dir, s[1])); err != nil {
					t.Fatal(err)
				}
			}
			note := `{"staged":"restore-1","kept":"` + kept + `"}`
			if err := os.WriteFile(filepath.Join(dir, "restore.json"), []byte(note), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := restored.Finish(dir); err != nil {
				t.Fatal(err)
			}
			if got := holder(t, dir).Key(); !bytes.Equal(got, key) {
				t.Error("the key is not that of the backup")
			}
			if got := holder(t, filepath.Join(dir, kept)).Key(); !bytes.Equal(got, before) {
				t.Error("the old key is lost")
			}
			if got := strings.Join(names(t, dir), " "); strings.Contains(got, "restore-1") || strings.Contains(got, "restore.json") {
				t.Errorf("left are %s", got)
			}
		})
	}
}

func TestANoteThatLeadsOutOfTheFolder(t *testing.T) {
	for _, staged := range []string{"../restore-1", "restore-/../../x", "/etc", "restore-", `restore-\..\x`} {
		dir := t.TempDir()
		note, err := json.Marshal(map[string]string{"staged": staged, "kept": "before-restore-1"})
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "restore.json"), note, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := restored.Finish(dir); err == nil {
			t.Errorf("%s was taken", staged)
		}
	}
}

// forge seals what a backup of this product would not hold.
func forge(t *testing.T, manifest string, database []byte) string {
	t.Helper()
	var out bytes.Buffer
	s, err := newSealer(&out, passphrase)
	if err != nil {
		t.Fatal(err)
	}
	packed := gzip.NewWriter(s)
	content := append(binary.BigEndian.AppendUint32(nil, uint32(len(manifest))), manifest...)
	if _, err := packed.Write(append(content, database...)); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(packed.Close(), s.Close()); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "forged"+Extension)
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestBackupsThatAreRefused(t *testing.T) {
	_, path, _ := made(t)
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	changed := func(change func([]byte) []byte) string {
		p := filepath.Join(t.TempDir(), "changed"+Extension)
		if err := os.WriteFile(p, change(bytes.Clone(sound)), 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	flip := func(at int) string {
		return changed(func(b []byte) []byte {
			b[(at+len(b))%len(b)] ^= 1
			return b
		})
	}
	headerEnd := len(mark) + 4 + int(binary.BigEndian.Uint32(sound[len(mark):]))
	key := strings.Repeat("ab", 32)
	for name, c := range map[string]struct {
		path, passphrase string
		want             error
	}{
		"a wrong passphrase":             {path, passphrase + "?", masterkey.ErrWrongPassphrase},
		"no passphrase":                  {path, "", masterkey.ErrWrongPassphrase},
		"a changed mark":                 {flip(3), passphrase, ErrNoBackup},
		"a changed length":               {flip(len(mark)), passphrase, ErrDamaged},
		"a changed piece":                {flip(headerEnd + 7), passphrase, ErrDamaged},
		"a changed end":                  {flip(-1), passphrase, ErrDamaged},
		"an end that is missing":         {changed(func(b []byte) []byte { return b[:len(b)-1] }), passphrase, ErrDamaged},
		"only the beginning":             {changed(func(b []byte) []byte { return b[:headerEnd] }), passphrase, ErrDamaged},
		"half the header":                {changed(func(b []byte) []byte { return b[:headerEnd-20] }), passphrase, ErrDamaged},
		"something after the end":        {changed(func(b []byte) []byte { return append(b, 0) }), passphrase, ErrDamaged},
		"an empty file":                  {changed(func([]byte) []byte { return nil }), passphrase, ErrNoBackup},
		"a folder":                       {t.TempDir(), passphrase, ErrNoBackup},
		"a newer form":                   {changed(func(b []byte) []byte { return bytes.Replace(b, []byte(`{"version":1`), []byte(`{"version":2`), 1) }), passphrase, ErrNewer},
		"a costlier key than is allowed": {changed(func(b []byte) []byte { return bytes.Replace(b, []byte(`"time":3`), []byte(`"time":9`), 1) }), passphrase, masterkey.ErrWrongPassphrase},
		"one that names a path":          {forge(t, `{"made_by":"1","made_at":"2026-01-01T00:00:00Z","bytes":4,"master_key":"`+key+`","path":"../../.bashrc"}`, []byte("evil")), passphrase, ErrDamaged},
		"more than it promises":          {forge(t, `{"made_by":"1","made_at":"2026-01-01T00:00:00Z","bytes":4,"master_key":"`+key+`"}`, []byte("evil and more")), passphrase, ErrDamaged},
		"less than it promises":          {forge(t, `{"made_by":"1","made_at":"2026-01-01T00:00:00Z","bytes":400,"master_key":"`+key+`"}`, []byte("evil")), passphrase, ErrDamaged},
		"no database in it":              {forge(t, `{"made_by":"1","made_at":"2026-01-01T00:00:00Z","bytes":4,"master_key":"`+key+`"}`, []byte("evil")), passphrase, ErrDamaged},
		"no size":                        {forge(t, `{"made_by":"1","made_at":"2026-01-01T00:00:00Z","bytes":-4,"master_key":"`+key+`"}`, nil), passphrase, ErrDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "key.json"), []byte("mine"), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := Restore(t.Context(), dir, noRing{}, c.path, c.passphrase, "1.2.3")
			if !errors.Is(err, c.want) {
				t.Errorf("the error is %v, want %v", err, c.want)
			}
			if got := strings.Join(names(t, dir), " "); got != "key.json open.lock" {
				t.Errorf("the folder holds %s", got)
			}
			if content, err := os.ReadFile(filepath.Join(dir, "key.json")); err != nil || string(content) != "mine" {
				t.Errorf("the key's file is now %q, %v", content, err)
			}
		})
	}
}

// TestPieces opens what was sealed in lengths around the size of a piece, and
// refuses pieces in another order or without the last.
func TestPieces(t *testing.T) {
	for _, size := range []int{0, 1, pieceSize - 1, pieceSize, pieceSize + 1, 3 * pieceSize} {
		content := bytes.Repeat([]byte("IAM"), size/3+1)[:size]
		var out bytes.Buffer
		s, err := newSealer(&out, passphrase)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Write(content); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		read := func(raw []byte) ([]byte, error) {
			o, err := newOpener(bytes.NewReader(raw), passphrase)
			if err != nil {
				return nil, err
			}
			return io.ReadAll(o)
		}
		if got, err := read(out.Bytes()); err != nil || !bytes.Equal(got, content) {
			t.Errorf("%d bytes come back as %d, %v", size, len(got), err)
		}
		if size < 3*pieceSize {
			continue
		}
		raw := out.Bytes()
		start, whole := len(mark)+4+int(binary.BigEndian.Uint32(raw[len(mark):])), pieceSize+16
		first, second := raw[start:start+whole], raw[start+whole:start+2*whole]
		exchanged := append(append(append(bytes.Clone(raw[:start]), second...), first...), raw[start+2*whole:]...)
		if _, err := read(exchanged); !errors.Is(err, ErrDamaged) {
			t.Errorf("exchanged pieces: %v", err)
		}
		if _, err := read(raw[:start+2*whole]); !errors.Is(err, ErrDamaged) {
			t.Errorf("a piece was cut off: %v", err)
		}
	}
}

func TestALinkAtTheTarget(t *testing.T) {
	dir, _, key := made(t)
	folder := t.TempDir()
	victim, target := filepath.Join(folder, "victim"), filepath.Join(folder, "backup"+Extension)
	if err := errors.Join(os.WriteFile(victim, []byte("mine"), 0o600), os.Symlink(victim, target)); err != nil {
		t.Fatal(err)
	}
	if _, err := Create(t.Context(), Source{DataDir: dir, MasterKey: key, Version: "1"}, target, passphrase); err != nil {
		t.Fatal(err)
	}
	if content, err := os.ReadFile(victim); err != nil || string(content) != "mine" {
		t.Errorf("what the link led to is now %d bytes, %v", len(content), err)
	}
	if info, err := os.Lstat(target); err != nil || !info.Mode().IsRegular() {
		t.Errorf("the target: %v, %v", info.Mode(), err)
	}
}

func TestBackupsThatAreNotMade(t *testing.T) {
	dir, path, key := made(t)
	source := Source{DataDir: dir, MasterKey: key, Version: "1"}
	target := filepath.Join(t.TempDir(), "weak"+Extension)
	if _, err := Create(t.Context(), source, target, "password1234"); !errors.Is(err, masterkey.ErrWeakPassphrase) {
		t.Errorf("a weak passphrase: %v", err)
	}
	if _, err := os.Stat(target); err == nil {
		t.Error("a backup is there all the same")
	}
	if _, err := Create(t.Context(), Source{DataDir: t.TempDir(), MasterKey: key}, path, passphrase); err == nil {
		t.Error("a folder without data was backed up")
	}
	for _, name := range names(t, dir) {
		if strings.HasPrefix(name, "backup-") {
			t.Errorf("%s was left", name)
		}
	}
}

func TestADatabaseOfANewerVersion(t *testing.T) {
	dir, _, key := made(t)
	pool, err := openDatabase(filepath.Join(dir, local.DatabaseName), "rw")
	if err != nil {
		t.Fatal(err)
	}
	_, err = pool.ExecContext(t.Context(), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)")
	if err := errors.Join(err, pool.Close()); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "newer"+Extension)
	if _, err := Create(t.Context(), Source{DataDir: dir, MasterKey: key, Version: "9"}, path, passphrase); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(t.Context(), t.TempDir(), noRing{}, path, passphrase, "1.2.3"); !errors.Is(err, ErrNewer) {
		t.Errorf("restored: %v", err)
	}
}
