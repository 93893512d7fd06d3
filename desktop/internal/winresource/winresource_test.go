package winresource

import (
	"bytes"
	"debug/pe"
	"strings"
	"testing"
	"unicode/utf16"
)

// wide is text as Windows keeps it in its resources.
func wide(text string) []byte {
	var b []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		b = append(b, byte(unit), byte(unit>>8))
	}
	return b
}

func TestTheResourcesOfTheProgram(t *testing.T) {
	for arch, machine := range map[string]uint16{"amd64": pe.IMAGE_FILE_MACHINE_AMD64, "arm64": pe.IMAGE_FILE_MACHINE_ARM64} {
		var out bytes.Buffer
		if err := Write(&out, "../..", arch, "4.5.6"); err != nil {
			t.Fatal(err)
		}
		object, err := pe.NewFile(bytes.NewReader(out.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if object.Machine != machine {
			t.Errorf("%s: made for machine %x", arch, object.Machine)
		}
		if object.Section(".rsrc") == nil {
			t.Errorf("%s: no resources in it", arch)
		}
		for what, want := range map[string][]byte{
			"the version":        wide("4.5.6"),
			"the name":           wide("IAM Copilot"),
			"the file's name":    wide("iam-copilot.exe"),
			"the manifest":       []byte(`asInvoker`),
			"sharp on any scale": []byte(`permonitorv2`),
			"a picture":          []byte("\x89PNG"),
		} {
			if !bytes.Contains(out.Bytes(), want) {
				t.Errorf("%s: %s is missing", arch, what)
			}
		}
		if bytes.Contains(out.Bytes(), []byte("{{")) {
			t.Errorf("%s: a template was not filled", arch)
		}
	}
}

func TestTheSameFilesGiveTheSameBytes(t *testing.T) {
	var first, second bytes.Buffer
	for _, out := range []*bytes.Buffer{&first, &second} {
		if err := Write(out, "../..", "amd64", ""); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two runs give different resources")
	}
}

func TestWhatIsRefused(t *testing.T) {
	tests := []struct{ dir, arch, version, want string }{
		{"../..", "mips", "", "mips"},
		{"../..", "amd64", "1.2", "three numbers"},
		{"../..", "amd64", "v1.2.3-dirty", "three numbers"},
		{".", "amd64", "", "wails.json"},
	}
	for _, test := range tests {
		if err := Write(&bytes.Buffer{}, test.dir, test.arch, test.version); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%+v: %v", test, err)
		}
	}
}
