# Runs a command and takes in the processes that outlive their parents below it: perl reaper.pl COMMAND...
# The sandbox of ffmpeg ends without waiting for what it has in it, so nobody would know what CPU time that took; here it
# is among the times of this process' children (proc_pid_stat(5), cutime and cstime).
use strict;
use POSIX ();
my $PR_SET_CHILD_SUBREAPER = 36;
my %prctl = (x86_64 => 157, aarch64 => 167);
my $machine = (POSIX::uname())[4];
die "reaper.pl does not know the system calls of $machine\n" unless $prctl{$machine};
syscall($prctl{$machine}, $PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0 or die "prctl: $!\n";
my $child = fork;
defined $child or die "fork: $!\n";
if ($child == 0) { exec @ARGV or die "$ARGV[0]: $!\n"; }
$SIG{INT} = sub { };
$SIG{TERM} = sub { kill 'TERM', $child };
for (;;) {
    my $ended = wait;
    next if $ended == -1 && $!{EINTR};
    exit 1 if $ended == -1;
    exit($? & 127 ? 1 : $? >> 8) if $ended == $child;
}
