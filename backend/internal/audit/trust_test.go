package audit

import "crypto/x509"

// Trust makes a syslog destination trust the test's own authority.
func (s *Syslog) Trust(pool *x509.CertPool) { s.tls.RootCAs = pool }
