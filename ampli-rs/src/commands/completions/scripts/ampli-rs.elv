# Completion of ampli-rs in elvish. To have it in every shell, write into ~/.config/elvish/rc.elv:
#     eval (ampli-rs completions elvish | slurp)

use str

set edit:completion:arg-completer[ampli-rs] = {|@words|
    var candidates = [(
        try {
            ampli-rs complete elvish --at (to-string (- (count $words) 1)) -- $@words 2> /dev/null | from-lines
        } catch {
            nop
        }
    )]
    if (== 0 (count $candidates)) {
        # Where nothing is known, files are offered.
        edit:complete-filename $words[-1]
    } else {
        for candidate $candidates {
            var word about = (str:split "\t" $candidate)
            edit:complex-candidate $word &display=$word' '$about
        }
    }
}
