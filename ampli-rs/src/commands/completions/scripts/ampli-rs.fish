# Completion of ampli-rs in fish. To have it in every shell:
#     ampli-rs completions fish > ~/.config/fish/completions/ampli-rs.fish

function __ampli_rs_complete
    set --local words (commandline --tokenize --cut-at-cursor --current-process)
    set --local current (commandline --cut-at-cursor --current-token | string unescape)
    set --local candidates (ampli-rs complete fish --at (count $words) -- $words "$current" 2> /dev/null)
    if test (count $candidates) -gt 0
        printf '%s\n' $candidates
    else
        # Where nothing is known, files are offered.
        __fish_complete_path (commandline --cut-at-cursor --current-token)
    end
end

complete --command ampli-rs --no-files --keep-order --arguments '(__ampli_rs_complete)'
