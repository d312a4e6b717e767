# Completion of ampli-rs in bash. To have it in every shell, write into ~/.bashrc:
#     source <(ampli-rs completions bash)

_ampli_rs() {
    COMPREPLY=()
    local candidate
    while IFS= read -r candidate; do
        COMPREPLY+=("$candidate")
    done < <(ampli-rs complete bash -- "${COMP_LINE:0:COMP_POINT}" 2> /dev/null)
}

# Where nothing is known, files are offered.
complete -o default -F _ampli_rs ampli-rs
