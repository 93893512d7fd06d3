package server

import (
	"cmp"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/monitoring"
	"github.com/iam-copilot/iam-copilot/shared/catalog/reference"
)

// referenceTime is how long one file of AWS's service reference may take.
const referenceTime = 30 * time.Second

// catalogEvery reads CATALOG_REFRESH; 0 is off, as is a setting that was left out
// by a program that makes its settings by hand.
func (c *Config) catalogEvery() (time.Duration, error) {
	if c.CatalogRefresh == "" || c.CatalogRefresh == "off" {
		return 0, nil
	}
	every, err := time.ParseDuration(c.CatalogRefresh)
	if err != nil || every < time.Hour {
		return 0, fmt.Errorf("setting CATALOG_REFRESH=%q: must be off, or a time of at least one hour such as 24h", c.CatalogRefresh)
	}
	return every, nil
}

func (c *Config) checkCatalog() error {
	if _, err := c.catalogEvery(); err != nil || c.CatalogURL == "" {
		return err
	}
	u, err := url.Parse(c.CatalogURL)
	bad := fmt.Errorf("setting CATALOG_URL=%q: must be an https:// address", c.CatalogURL)
	if err != nil || u.Host == "" || u.User != nil {
		return bad
	}
	if ip := net.ParseIP(u.Hostname()); u.Scheme == "https" || u.Scheme == "http" && (u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()) {
		return nil
	}
	return bad
}

// watch makes the room that follows AWS's changes.
func (s *Server) watch() (*monitoring.Service, error) {
	every, err := s.config.catalogEvery()
	if err != nil {
		return nil, err
	}
	return monitoring.New(monitoring.Config{
		DB: s.db, Guard: s.guard, Jobs: s.jobs, Log: s.log, Source: cmp.Or(s.config.CatalogURL, reference.DefaultURL), Every: every,
		HTTP: &http.Client{Timeout: referenceTime},
	}), nil
}
