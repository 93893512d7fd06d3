package catalog

import "fmt"

// Use makes the package answer from a snapshot that [Pack] wrote, instead of the one it answered from. It may come at
// any time. Answers that were given before go on telling of the earlier snapshot; what is computed from many answers is
// kept with [Derived]. The snapshot's index is read here; its services are decoded when they are asked for and must be
// sound: see [Unpack]. Packed must not be changed afterwards.
func Use(packed []byte) error {
	s, err := openStore(string(packed))
	if err != nil {
		return fmt.Errorf("catalog: %w", err)
	}
	opening.Lock()
	defer opening.Unlock()
	inUse.Store(s)
	return nil
}

// UseEmbedded makes the package answer from the snapshot that the program carries again.
func UseEmbedded() {
	opening.Lock()
	defer opening.Unlock()
	inUse.Store(nil)
}

// InUse tells whether the catalog has been asked something, or was given a snapshot. A package that asks it while the
// program starts, in the value of a variable, costs every program that links it some milliseconds.
func InUse() bool { return inUse.Load() != nil }

// Embedded describes the snapshot that the program carries, whichever is in use.
func Embedded() (Summary, error) {
	s, err := openStore(embedded)
	if err != nil {
		return Summary{}, err
	}
	return s.summary, nil
}

// Describe tells what a packed snapshot holds, without decoding any service.
func Describe(packed []byte) (Summary, error) {
	s, err := openStore(string(packed))
	if err != nil {
		return Summary{}, fmt.Errorf("catalog: %w", err)
	}
	return s.summary, nil
}

// EmbeddedServices decodes every service of the snapshot that the program carries, whichever is in use.
func EmbeddedServices() ([]Service, error) { return unpack(embedded) }

// Services decodes every service of the snapshot in use, sorted by prefix. Their lists are shared: do not change them.
func Services() []Service {
	services := make([]Service, 0, len(open().prefixes))
	for _, p := range open().prefixes {
		services = append(services, *Lookup(p))
	}
	return services
}

// Unpack decodes every service of a packed snapshot, sorted by prefix: what comes back without an error can be used.
func Unpack(packed []byte) ([]Service, error) { return unpack(string(packed)) }

func unpack(packed string) ([]Service, error) {
	s, err := openStore(packed)
	if err != nil {
		return nil, fmt.Errorf("catalog: %w", err)
	}
	services := make([]Service, 0, len(s.prefixes))
	for _, p := range s.prefixes {
		service, err := s.decode(p)
		if err != nil {
			return nil, err
		}
		services = append(services, *service)
	}
	for _, entry := range []string{servicesEntry, acceptedEntry} {
		if _, err := s.file.Read(entry); err != nil {
			return nil, fmt.Errorf("catalog: %w", err)
		}
	}
	return services, nil
}
