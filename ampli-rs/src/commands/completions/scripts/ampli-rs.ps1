# Completion of ampli-rs in PowerShell. To have it in every shell, write into $PROFILE:
#     ampli-rs completions powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName 'ampli-rs' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.StartOffset -lt $cursorPosition } |
        ForEach-Object {
            if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value }
            else { $_.Extent.Text }
        })
    $at = if ($wordToComplete -eq '') { $words.Count } else { $words.Count - 1 }
    ampli-rs complete powershell --at $at '--' @words 2> $null | ForEach-Object {
        $word, $about = $_ -split "`t", 2
        $text = if ($word -match '^[\w./:=@,+-]+$') { $word } else { "'" + ($word -replace "'", "''") + "'" }
        if (-not $about) { $about = $word }
        [System.Management.Automation.CompletionResult]::new($text, $word, 'ParameterValue', $about)
    }
}
