// Command winresource writes the icon, manifest and version of the Windows
// program beside main.go, where `go build` finds them. It runs in the folder
// of wails.json:
//
//	go run ./cmd/winresource [-arch amd64] [-version 1.4.0]
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"

	"github.com/iam-copilot/iam-copilot/desktop/internal/winresource"
)

func main() {
	arch := flag.String("arch", "amd64", "architecture: amd64 or arm64")
	version := flag.String("version", "", "version of the program; empty for that of wails.json")
	flag.Parse()
	if err := run(*arch, *version); err != nil {
		fmt.Fprintln(os.Stderr, "winresource:", err)
		os.Exit(1)
	}
}

func run(arch, version string) error {
	var out bytes.Buffer
	if err := winresource.Write(&out, ".", arch, version); err != nil {
		return err
	}
	return os.WriteFile("iam-copilot_windows_"+arch+".syso", out.Bytes(), 0o600)
}
