#compdef ampli-rs
# Completion of ampli-rs in zsh. To have it in every shell, write into ~/.zshrc, behind compinit:
#     source <(ampli-rs completions zsh)

_ampli_rs() {
    local -a candidates
    candidates=("${(@f)$(ampli-rs complete zsh --at $((CURRENT - 1)) -- "${(@Q)words}" 2> /dev/null)}")
    candidates=(${candidates:#})
    if (( ${#candidates} )); then
        _describe -V ampli-rs candidates
    else
        # Where nothing is known, files are offered.
        _files
    fi
}

# As a function of $fpath it is called by its file's name.
if [[ $funcstack[1] == _ampli-rs ]]; then
    _ampli_rs "$@"
else
    compdef _ampli_rs ampli-rs
fi
