//go:build dev

package door

import (
	"net"
	"net/netip"
)

// devHost lets in the browser that a development build opens: it serves the
// window's page on a port of this machine, too.
func devHost(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	addr, err := netip.ParseAddr(name)
	return name == "localhost" || err == nil && addr.IsLoopback()
}
