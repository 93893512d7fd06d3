#!/usr/bin/env bash
# Makes the application's icons from icon.svg: appicon.png (1024 pixels, which
# Wails takes for macOS), windows/icon.ico, and the window's own icon. Run it
# when the drawing changes and commit what it makes. Needs Chromium, which
# draws the SVG, and ImageMagick.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

chromium=$(../chromium.sh)
imagemagick=convert
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/page.html" <<HTML
<!doctype html><style>html,body{margin:0;background:transparent}svg{display:block;width:1024px;height:1024px}</style>$(<icon.svg)
HTML
"$chromium" --headless=new --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1 \
  --default-background-color=00000000 --window-size=1024,1200 --screenshot="$work/shot.png" "file://$work/page.html" 2>"$work/log" \
  || { cat "$work/log" >&2; exit 1; }

# Without dates and such, so that the same drawing gives the same bytes.
plain=(-strip -define png:exclude-chunks=date,time)
"$imagemagick" "$work/shot.png" -crop 1024x1024+0+0 +repage "${plain[@]}" appicon.png
"$imagemagick" appicon.png -resize 256x256 "${plain[@]}" ../../desktop/internal/window/icon.png
sizes=()
for size in 16 24 32 48 64 128 256; do
  "$imagemagick" appicon.png -resize "${size}x$size" "${plain[@]}" "$work/$size.png"
  sizes+=("$work/$size.png")
done
"$imagemagick" "${sizes[@]}" windows/icon.ico
