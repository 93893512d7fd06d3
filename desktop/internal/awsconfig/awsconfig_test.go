package awsconfig

import (
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
)

const config = "\ufeff# my profiles\r\n[default]\r\nregion = us-east-1   # near\r\n\r\n[profile \"two words\"]\r\nRole_Arn=arn:aws:iam::123456789012:role/x\r\ns3 =\r\n  max_concurrent_requests = 20\r\n; a comment\r\noutput = json\r\n\r\n[sso-session corp]\r\nsso_start_url = https://example.awsapps.com/start#/\r\n[plugins]\r\ncli = x\r\n"

func TestParse(t *testing.T) {
	f, err := Parse([]byte(config), false)
	if err != nil {
		t.Fatal(err)
	}
	type flat struct{ kind, name, property, value string }
	var got []flat
	for _, s := range f.Sections {
		for _, p := range s.Properties {
			got = append(got, flat{s.Kind, s.Name, p.Name, p.Value})
		}
	}
	want := []flat{
		{"profile", "default", "region", "us-east-1"},
		{"profile", "two words", "role_arn", "arn:aws:iam::123456789012:role/x"},
		{"profile", "two words", "s3", ""},
		{"profile", "two words", "output", "json"},
		{"sso-session", "corp", "sso_start_url", "https://example.awsapps.com/start#/"},
		{"plugins", "", "cli", "x"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v\nwant %v", got, want)
	}
	if string(f.Bytes()) != config {
		t.Error("the content is not what was read")
	}
	for _, bad := range []string{"region = x\n", "[default\n", "[default] x\n", "[default]\nnonsense\n", "[default]\n\x00 = 1\n", "[a]\n\xff = 1\n"} {
		if _, err := Parse([]byte(bad), false); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

func TestEdits(t *testing.T) {
	const text = "# top\n[default]\nregion = us-east-1\n\n[profile a]\n# why\naws_access_key_id = AKIA\ns3 =\n  x = 1\nrole_arn = r\n\n[profile b]\noutput = json"
	for name, test := range map[string]struct {
		change func(*File)
		want   string
	}{
		"changed": {func(f *File) { f.Set("default", "region", "eu-west-1") }, strings.Replace(text, "us-east-1", "eu-west-1", 1)},
		"added":   {func(f *File) { f.Set("a", "output", "text") }, strings.Replace(text, "role_arn = r\n", "role_arn = r\noutput = text\n", 1)},
		"nested":  {func(f *File) { f.Set("a", "s3", "y") }, strings.Replace(text, "s3 =\n  x = 1\n", "s3 = y\n", 1)},
		"last":    {func(f *File) { f.Set("b", "region", "x") }, text + "\nregion = x\n"},
		"new":     {func(f *File) { f.Set("c d", "region", "x") }, text + "\n\n[profile \"c d\"]\nregion = x\n"},
		"removed": {func(f *File) { f.Remove("a", "aws_access_key_id", "s3", "region") }, strings.Replace(text, "aws_access_key_id = AKIA\ns3 =\n  x = 1\n", "", 1)},
		"nothing": {func(f *File) { f.Remove("z", "region") }, text},
	} {
		f, err := Parse([]byte(text), false)
		if err != nil {
			t.Fatal(err)
		}
		test.change(f)
		if got := string(f.Bytes()); got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, test.want)
		}
	}
	f, err := Parse([]byte(config), false)
	if err != nil {
		t.Fatal(err)
	}
	f.Set("new", "region", "x")
	if got := string(f.Bytes()); got != config+"\r\n[profile new]\r\nregion = x\r\n" {
		t.Errorf("the ends of lines: %q", got)
	}
	if found := f.Has("two words", "role_arn", "region", "output"); !slices.Equal(found, []string{"role_arn", "output"}) {
		t.Errorf("found %v", found)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(config, "default", true)
	f.Add("[profile a]\nb=c", "a", false)
	f.Fuzz(func(t *testing.T, text, profile string, credentials bool) {
		file, err := Parse([]byte(text), credentials)
		if err != nil || strings.ContainsAny(profile, "\r\n]\x00\"'") || strings.TrimSpace(profile) != profile || profile == "" || credentials || !reflect.DeepEqual([]byte(profile), []byte(strings.ToValidUTF8(profile, ""))) {
			return
		}
		if string(file.Bytes()) != text {
			t.Error("the content is not what was read")
		}
		if strings.ContainsAny(profile, "\u0085\u00a0\u2028\v\f") {
			return
		}
		file.Set(profile, "region", "x")
		file.Remove(profile, "output")
		if found := file.Has(profile, "region"); len(found) != 1 {
			t.Errorf("%q was not set in %q", profile, file.Bytes())
		}
	})
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	paths := Paths{filepath.Join(dir, "config"), filepath.Join(dir, "credentials")}
	if s, err := Load(paths); err != nil || len(s.Profiles) != 0 {
		t.Errorf("no files: %+v, %v", s, err)
	}
	write(t, paths.Config, "[profile a]\nregion = r\naws_access_key_id = config\n[sso-session s]\nsso_region = q\n[profile a]\noutput = o\n")
	write(t, paths.Credentials, "[a]\naws_access_key_id = credentials\n[profile b]\nx = y\n")
	s, err := Load(paths)
	if err != nil {
		t.Fatal(err)
	}
	want := &Settings{
		Profiles:    []Profile{{"a", Values{"region": "r", "aws_access_key_id": "credentials", "output": "o"}}, {"profile b", Values{"x": "y"}}},
		SSOSessions: map[string]Values{"s": {"sso_region": "q"}},
	}
	if !reflect.DeepEqual(s, want) {
		t.Errorf("%+v", s)
	}
	write(t, paths.Config, "nonsense")
	if _, err := Load(paths); err == nil || !strings.Contains(err.Error(), paths.Config) {
		t.Errorf("nonsense: %v", err)
	}
	t.Setenv("AWS_CONFIG_FILE", "~/elsewhere")
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", "")
	home, err := os.UserHomeDir()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := UserPaths(); err != nil || got != (Paths{filepath.Join(home, "elsewhere"), filepath.Join(home, ".aws", "credentials")}) {
		t.Errorf("%+v, %v", got, err)
	}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestEdit(t *testing.T) {
	dir := t.TempDir()
	real, link := filepath.Join(dir, "dotfiles"), filepath.Join(dir, "config")
	write(t, real, "[default]\nregion = a\n")
	if err := os.Symlink(real, link); err != nil {
		t.Fatal(err)
	}
	set := func(value string) func(*File) error {
		return func(f *File) error {
			f.Set("default", "region", value)
			return nil
		}
	}
	backup, err := Edit(link, false, set("b"))
	if err != nil || !strings.HasPrefix(backup, real+".backup-") {
		t.Fatalf("%q, %v", backup, err)
	}
	for path, want := range map[string]string{link: "[default]\nregion = b\n", backup: "[default]\nregion = a\n"} {
		info, err := os.Stat(path)
		if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", path, got, err)
		}
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is none any more: %v", err)
	}
	if again, err := Edit(link, false, set("b")); err != nil || again != "" {
		t.Errorf("nothing to change: %q, %v", again, err)
	}
	if third, err := Edit(link, false, set("c")); err != nil || third == backup {
		t.Errorf("a backup was written over: %q, %v", third, err)
	}
	meanwhile := func(f *File) error {
		write(t, real, "[default]\nregion = other\n")
		return set("d")(f)
	}
	if _, err := Edit(link, false, meanwhile); err == nil || !strings.Contains(err.Error(), "changed meanwhile") {
		t.Errorf("another program's change is lost: %v", err)
	}
	if err := os.Symlink(filepath.Join(dir, "nowhere"), filepath.Join(dir, "dangling")); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{filepath.Join(dir, "dangling"), dir} {
		if _, err := Edit(path, false, set("x")); err == nil {
			t.Errorf("%s is written", path)
		}
	}
	if backup, err := Edit(filepath.Join(dir, "new", "config"), false, set("x")); err != nil || backup != "" {
		t.Errorf("a new file: %q, %v", backup, err)
	}
}
