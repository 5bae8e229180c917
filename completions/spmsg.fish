# fish completion for spmsg: the output of `spmsg completion fish`.

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
