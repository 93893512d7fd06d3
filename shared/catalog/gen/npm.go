package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// source is one npm package at one version. The digest is of the archive, so that the input can never change unseen.
type source struct {
	name, version, sha256 string
}

func (s source) String() string { return s.name + " " + s.version }

func (s source) archive() string {
	flat := strings.ReplaceAll(strings.TrimPrefix(s.name, "@"), "/", "-")
	return flat + "-" + s.version + ".tgz"
}

// files returns the files of the package, by path without the leading "package/", fetching it when the cache lacks it.
func (s source) files(cache string) (map[string][]byte, error) {
	path := filepath.Join(cache, s.archive())
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		if err := os.MkdirAll(cache, 0o755); err != nil {
			return nil, err
		}
		fetch := exec.Command("npm", "pack", "--silent", s.name+"@"+s.version)
		fetch.Dir = cache
		fetch.Stderr = os.Stderr
		if err := fetch.Run(); err != nil {
			return nil, fmt.Errorf("npm pack %s: %w", s, err)
		}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	if got := hex.EncodeToString(sum[:]); got != s.sha256 {
		return nil, fmt.Errorf("%s has the SHA-256 digest %s, not %s: delete it if it is damaged", path, got, s.sha256)
	}
	return untar(path, data)
}

func untar(path string, archive []byte) (map[string][]byte, error) {
	zipped, err := gzip.NewReader(bytes.NewReader(archive))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	files := map[string][]byte{}
	for r := tar.NewReader(zipped); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return files, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if h.Typeflag != tar.TypeReg || !strings.HasSuffix(h.Name, ".json") {
			continue
		}
		data, err := io.ReadAll(r)
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", path, h.Name, err)
		}
		files[strings.TrimPrefix(h.Name, "package/")] = data
	}
}
