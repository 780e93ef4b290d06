#!/bin/sh
# Settings may stand in files, as container services hand out secrets: PLANS_CHROMA_KEY_FILE names
# the file with PLANS_CHROMA_KEY, and so on. A volume that is new or was filled by an earlier image
# is given the exported model of this one. Then this becomes the command.
set -eu
for name in CHROMA_KEY DATABASE_URL LIMITS_URL MODEL_KEY; do
    eval "file=\${PLANS_${name}_FILE:-}"
    if [ -n "$file" ]; then
        value="$(cat "$file")"
        export "PLANS_$name=$value"
        unset "PLANS_${name}_FILE"
    fi
done
made="${PLANS_MADE:-/opt/index}"
unset PLANS_MADE
mkdir -p "$PLANS_DATA/models"
for model in "$made"/models/*; do
    copy="$PLANS_DATA/models/${model##*/}"
    if [ ! -e "$copy" ]; then
        # Whole or not at all, whenever the container is stopped.
        cp "$model" "$copy.part" && mv "$copy.part" "$copy"
    fi
done
if [ ! -e "$PLANS_DATA/index" ]; then
    cp -R "$made/index" "$PLANS_DATA/index.part" && mv "$PLANS_DATA/index.part" "$PLANS_DATA/index"
fi
exec "$@"
