//go:build !windows

package awsconfig

import (
	"io/fs"
	"os"
	"syscall"
)

func ownFile(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return !ok || int(stat.Uid) == os.Geteuid()
}
