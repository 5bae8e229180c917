# bash completion for spmsg: the output of `spmsg completion bash`.

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
