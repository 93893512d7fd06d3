// Package winresource makes the resources of the Windows program: its icon,
// its manifest and its version, from the same files that Wails takes them from.
// A plain `go build` links whatever *_windows_*.syso lies beside main.go.
package winresource

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"text/template"

	"github.com/tc-hib/winres"
	"github.com/tc-hib/winres/version"
)

// iconID is the resource that Wails shows as the window's icon.
const iconID = winres.ID(3)

// project is the part of wails.json that the files refer to.
type project struct {
	Name string
	Info struct {
		CompanyName    string
		ProductName    string
		ProductVersion string
		Copyright      string
		Comments       string
	}
}

// Write writes the object file for an architecture, named as Go does (amd64,
// arm64), of the project whose wails.json lies in dir. A productVersion that
// is not empty, such as 1.4.0, stands instead of the one in wails.json.
func Write(out io.Writer, dir, goarch, productVersion string) error {
	arch, known := map[string]winres.Arch{"amd64": winres.ArchAMD64, "arm64": winres.ArchARM64}[goarch]
	if !known {
		return fmt.Errorf("there are no resources for the architecture %q", goarch)
	}
	p, buildDir, err := readProject(filepath.Join(dir, "wails.json"))
	if err != nil {
		return err
	}
	if productVersion != "" {
		p.Info.ProductVersion = productVersion
	}
	if !regexp.MustCompile(`^\d+\.\d+\.\d+$`).MatchString(p.Info.ProductVersion) {
		return fmt.Errorf("the version %q is not three numbers, such as 1.4.0", p.Info.ProductVersion)
	}
	set := &winres.ResourceSet{}
	windows := filepath.Join(dir, buildDir, "windows")
	for _, add := range []func(*winres.ResourceSet, string, project) error{addIcon, addManifest, addVersion} {
		if err := add(set, windows, p); err != nil {
			return err
		}
	}
	return set.WriteObject(out, arch)
}

func readProject(path string) (p project, buildDir string, err error) {
	content, err := os.ReadFile(path) //nolint:gosec // the project's own file
	if err != nil {
		return p, "", err
	}
	if err := json.Unmarshal(content, &p); err != nil {
		return p, "", fmt.Errorf("%s: %w", path, err)
	}
	build := struct {
		Dir string `json:"build:dir"`
	}{Dir: "build"}
	if err := json.Unmarshal(content, &build); err != nil {
		return p, "", fmt.Errorf("%s: %w", path, err)
	}
	return p, build.Dir, nil
}

func addIcon(set *winres.ResourceSet, dir string, _ project) error {
	content, err := os.ReadFile(filepath.Join(dir, "icon.ico")) //nolint:gosec // the project's own file
	if err != nil {
		return err
	}
	icon, err := winres.LoadICO(bytes.NewReader(content))
	if err != nil {
		return fmt.Errorf("icon.ico: %w", err)
	}
	return set.SetIcon(iconID, icon)
}

func addManifest(set *winres.ResourceSet, dir string, p project) error {
	content, err := fill(filepath.Join(dir, "wails.exe.manifest"), p)
	if err != nil {
		return err
	}
	manifest, err := winres.AppManifestFromXML(content)
	if err != nil {
		return fmt.Errorf("wails.exe.manifest: %w", err)
	}
	set.SetManifest(manifest)
	return nil
}

func addVersion(set *winres.ResourceSet, dir string, p project) error {
	content, err := fill(filepath.Join(dir, "info.json"), p)
	if err != nil {
		return err
	}
	var info version.Info
	if err := info.UnmarshalJSON(content); err != nil {
		return fmt.Errorf("info.json: %w", err)
	}
	set.SetVersionInfo(info)
	return nil
}

// fill puts the project's facts into a file, as Wails does.
func fill(path string, p project) ([]byte, error) {
	source, err := template.ParseFiles(path)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := source.Execute(&out, p); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
