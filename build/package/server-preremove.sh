#!/bin/sh
# deb: "remove" or "upgrade"; rpm: how many versions stay (0: it is removed).
set -e
case "$1" in
  remove | 0)
    if [ -d /run/systemd/system ]; then
      systemctl --quiet disable --now iamcopilotd.service || true
    fi
    ;;
esac
