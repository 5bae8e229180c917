"""The completion scripts. They are thin: all that is known is told by `spmsg` itself (`completers.py`).

Each runs the `spmsg` of PATH, never the one that is typed: looking at `./spmsg` must not run it. What comes
back is data and is never evaluated.
"""

BASH = r"""# bash completion for spmsg: the output of `spmsg completion bash`.

_spmsg() {
    local kind= line
    COMPREPLY=()
    {
        IFS=$'\t' read -r kind line
        while IFS= read -r line; do
            COMPREPLY+=("$line")
        done
    } < <(_SPMSG_COMPLETE=bash command spmsg "${COMP_LINE:0:COMP_POINT}" "$2" "$COMP_TYPE" "${COLUMNS-}" \
        </dev/null 2>/dev/null)
    if ! type compopt &>/dev/null; then # the bash of macOS
        [[ $kind == files ]] && while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$2")
        return 0
    fi
    case $kind in
        files) compopt -o default -o filenames ;; # readline knows best how to quote a path
        nospace) compopt -o nospace ;;
    esac
    compopt -o nosort 2>/dev/null # bash 4.4 and later
    return 0
}

complete -F _spmsg spmsg
"""

ZSH = r"""#compdef spmsg
# zsh completion for spmsg: the output of `spmsg completion zsh`.

_spmsg() {
    local -a before answer
    local kind prefix
    (( CURRENT > 2 )) && before=("${(@Q)words[2,CURRENT-1]}")
    before+=("${(Q)PREFIX}")
    answer=("${(@f)$(_SPMSG_COMPLETE=zsh command spmsg "${before[@]}" </dev/null 2>/dev/null)}")
    kind=${answer[1]%%$'\t'*} prefix=${answer[1]#*$'\t'}
    answer=("${(@)answer[2,-1]}")
    compset -p ${#prefix}
    case $kind in
        files) _files ;;
        nospace) _describe -V 'value' answer -S '' ;;
        values) (( $#answer )) && _describe -V 'value' answer ;;
    esac
}

if [[ $funcstack[1] == _spmsg ]]; then
    _spmsg "$@" # loaded by compinit
else
    compdef _spmsg spmsg # read with `source`
fi
"""

FISH = r"""# fish completion for spmsg: the output of `spmsg completion fish`.

function __spmsg_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l answer (_SPMSG_COMPLETE=fish command spmsg $words[2..-1] "$current" </dev/null 2>/dev/null)
    set -l kind (string split \t -- $answer[1])
    if test "$kind[1]" = files
        set -l start (math (string length -- "$kind[2]") + 1)
        for path in (__fish_complete_path (string sub -s $start -- "$current"))
            printf '%s%s\n' "$kind[2]" $path
        end
    else if set -q answer[2]
        printf '%s\n' $answer[2..-1]
    end
end

complete -c spmsg -e
complete -c spmsg -k -f -a '(__spmsg_complete)'
"""

SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}
"""By the name of the shell."""
FILES = {"bash": "spmsg.bash", "zsh": "_spmsg", "fish": "spmsg.fish"}
"""Their names in `completions/`."""
