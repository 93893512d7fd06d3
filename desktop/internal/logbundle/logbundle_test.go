package logbundle

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestClean(t *testing.T) {
	for _, secret := range []string{
		"AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
		"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "rt1.0123456789abcdef0123", "Bearer abcdefgh12345678",
		`password="Analytical-Engine-1843"`, `secret_access_key: hunter2`, `"session_token":"abc def"`, "passphrase=correct-horse",
		strings.Repeat("0123456789abcdef", 4), "ada@example.com", "Cookie: iamcopilot=1234567",
		"-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----",
	} {
		got := string(Clean([]byte("before " + secret + " after")))
		if !strings.HasPrefix(got, "before ") || !strings.Contains(got, "[removed]") || strings.Contains(got, secret) || !strings.HasSuffix(got, " after") {
			t.Errorf("%q becomes %q", secret, got)
		}
	}
	const plain = `time=2026-11-24T12:00:00Z level=WARN msg="an answer broke off" path=/api/v1/policies error="unexpected EOF" arn=arn:aws:iam::123456789012:role/Auditor`
	if got := string(Clean([]byte(plain))); got != plain {
		t.Errorf("a plain line becomes %q", got)
	}
}

func TestTheLogIsKeptShortAndPacked(t *testing.T) {
	dir := t.TempDir()
	l, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	line := []byte(strings.Repeat("x", 1000) + "\n")
	for range 3 * maxLog / len(line) {
		if _, err := l.Write(line); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := l.Write([]byte("token=abcdefghijkl the end\n")); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	var total int64
	err = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		total += info.Size()
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s is open to others: %v", path, info.Mode())
		}
		return err
	})
	if err != nil || total > 2*maxLog {
		t.Errorf("the logs hold %d bytes, %v", total, err)
	}
	packed := filepath.Join(t.TempDir(), "logs.zip")
	if err := Pack(dir, packed, "1.2.3", time.Now()); err != nil {
		t.Fatal(err)
	}
	archive, err := zip.OpenReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = archive.Close() }()
	all := map[string]string{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		var content bytes.Buffer
		if _, err := io.Copy(&content, r); err != nil {
			t.Fatal(err)
		}
		all[f.Name] = content.String()
	}
	if !strings.HasPrefix(all["about.txt"], "IAM Copilot 1.2.3\n") || !strings.HasSuffix(all[current], "[removed] the end\n") || all[former] == "" {
		t.Errorf("packed are %d files; the newest ends with %q", len(all), all[current][max(0, len(all[current])-60):])
	}
}
