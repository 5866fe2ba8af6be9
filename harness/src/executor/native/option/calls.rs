//! The calls that get and set each option, by the systems that have them. They are methods of `socket2::Socket`, or
//! functions of [`special`] if socket2 has no method of that form. The compiler finds an option that is missing here.

use std::io;

use socket2::Socket;

use super::super::failure::unsupported;
use super::convert::{IntoValue as _, take};
use super::special;
use crate::operation::{OptionName, Setting, Value};

macro_rules! call_set {
    ($socket:ident, $setting:ident) => {
        unsupported()
    };
    ($socket:ident, $setting:ident, $call:path) => {
        $call($socket, take($setting)?)
    };
}

macro_rules! call_get {
    ($socket:ident, $option:ident) => {
        unsupported()
    };
    ($socket:ident, $option:ident, $call:path) => {
        Ok($call($socket)?.into_value($option.kind()))
    };
}

#[cfg(test)]
macro_rules! there {
    () => {
        false
    };
    ($call:path) => {
        true
    };
}

/// Makes matches over all options out of their calls.
macro_rules! calls {
    ($(on $systems:meta { $($option:ident: get [$($get:path)?] set [$($set:path)?];)+ })+) => {
        /// Sets an option.
        pub(super) fn set(socket: &Socket, option: OptionName, setting: &Setting) -> io::Result<()> {
            match option {
                $($(#[cfg($systems)] OptionName::$option => call_set!(socket, setting $(, $set)?),)+
                #[cfg(not($systems))] $(OptionName::$option)|+ => unsupported(),)+
            }
        }

        /// The value of an option.
        pub(super) fn get(socket: &Socket, option: OptionName) -> io::Result<Value> {
            match option {
                $($(#[cfg($systems)] OptionName::$option => call_get!(socket, option $(, $get)?),)+
                #[cfg(not($systems))] $(OptionName::$option)|+ => unsupported(),)+
            }
        }

        /// Each option of this system: whether there is a call that gets it, and one that sets it.
        #[cfg(test)]
        const CALLS: &[(OptionName, bool, bool)] =
            &[$($(#[cfg($systems)] (OptionName::$option, there!($($get)?), there!($($set)?)),)+)+];

        /// Whether this system has an option.
        pub(crate) fn is_here(option: OptionName) -> bool {
            match option { $($(OptionName::$option)|+ => cfg!($systems),)+ }
        }

        /// The systems that have an option, as a condition of [`crate::platform::systems`].
        #[must_use]
        pub fn condition(option: OptionName) -> &'static str {
            match option { $($(OptionName::$option)|+ => stringify!($systems),)+ }
        }
    };
}

calls! {
    on all() {
        ReuseAddr: get [Socket::reuse_address] set [Socket::set_reuse_address];
        Broadcast: get [special::broadcast] set [Socket::set_broadcast];
        Keepalive: get [Socket::keepalive] set [Socket::set_keepalive];
        Oobinline: get [Socket::out_of_band_inline] set [Socket::set_out_of_band_inline];
        Linger: get [Socket::linger] set [Socket::set_linger];
        Rcvbuf: get [Socket::recv_buffer_size] set [Socket::set_recv_buffer_size];
        Sndbuf: get [Socket::send_buffer_size] set [Socket::set_send_buffer_size];
        Rcvtimeo: get [Socket::read_timeout] set [Socket::set_read_timeout];
        Sndtimeo: get [Socket::write_timeout] set [Socket::set_write_timeout];
        Type: get [special::kind] set [];
        Ttl: get [Socket::ttl_v4] set [Socket::set_ttl_v4];
    }
    on all(known) {
        Tos: get [Socket::tos_v4] set [Socket::set_tos_v4];
    }
    on all() {
        Hdrincl: get [Socket::header_included_v4] set [Socket::set_header_included_v4];
        MulticastIf: get [Socket::multicast_if_v4] set [special::set_multicast_if];
        MulticastLoop: get [Socket::multicast_loop_v4] set [Socket::set_multicast_loop_v4];
        MulticastTtl: get [Socket::multicast_ttl_v4] set [Socket::set_multicast_ttl_v4];
        AddMembership: get [] set [special::join];
        DropMembership: get [] set [special::leave];
        V6only: get [Socket::only_v6] set [Socket::set_only_v6];
        UnicastHops: get [Socket::unicast_hops_v6] set [Socket::set_unicast_hops_v6];
        MulticastHops: get [Socket::multicast_hops_v6] set [Socket::set_multicast_hops_v6];
        MulticastIf6: get [special::multicast_if_v6] set [special::set_multicast_if_v6];
        MulticastLoop6: get [Socket::multicast_loop_v6] set [Socket::set_multicast_loop_v6];
        JoinGroup: get [] set [special::join];
        LeaveGroup: get [] set [special::leave];
        Recvpktinfo: get [special::recvpktinfo] set [special::set_recvpktinfo];
        Nodelay: get [Socket::tcp_nodelay] set [Socket::set_tcp_nodelay];
    }
    on all(unix, not(target_os = "illumos")) {
        ReusePort: get [Socket::reuse_port] set [Socket::set_reuse_port];
    }
    on all(unix) {
        Maxseg: get [Socket::tcp_mss] set [Socket::set_tcp_mss];
    }
    on all(unix, known) {
        Tclass: get [Socket::tclass_v6] set [Socket::set_tclass_v6];
    }
    on all(has_keepalive_times) {
        Keepidle: get [special::keepidle] set [special::set_keepidle];
        Keepintvl: get [special::keepintvl] set [special::set_keepintvl];
        Keepcnt: get [Socket::tcp_keepalive_retries] set [special::set_keepcnt];
    }
    on all(has_recvtos) {
        Recvtos: get [Socket::recv_tos_v4] set [Socket::set_recv_tos_v4];
        Recvtclass: get [Socket::recv_tclass_v6] set [Socket::set_recv_tclass_v6];
    }
    on all(has_ip_pktinfo) {
        Pktinfo: get [special::pktinfo] set [special::set_pktinfo];
    }
    on all(has_recvhoplimit) {
        Recvhoplimit: get [Socket::recv_hoplimit_v6] set [Socket::set_recv_hoplimit_v6];
    }
    on all(has_source_membership) {
        AddSourceMembership: get [] set [special::join_source];
        DropSourceMembership: get [] set [special::leave_source];
    }
    on all(has_ipv6_hdrincl) {
        Hdrincl6: get [] set [Socket::set_header_included_v6];
    }
    on all(has_so_protocol) {
        Protocol: get [special::protocol] set [];
    }
    on all(has_acceptconn) {
        Acceptconn: get [Socket::is_listener] set [];
    }
    on all(has_tcp_congestion) {
        Congestion: get [special::congestion] set [special::set_congestion];
    }
    on all(has_original_dst) {
        OriginalDst: get [special::original_dst] set [];
        OriginalDst6: get [special::original_dst_v6] set [];
    }
    on all(linux_kernel) {
        Domain: get [special::domain] set [];
        Priority: get [Socket::priority] set [Socket::set_priority];
        Mark: get [Socket::mark] set [Socket::set_mark];
        Bindtodevice: get [special::device] set [special::bind_device];
        Bindtoifindex: get [special::device_index] set [special::bind_device_by_index];
        AttachFilter: get [] set [special::attach_filter];
        DetachFilter: get [] set [special::detach_filter];
        Transparent: get [Socket::ip_transparent_v4] set [Socket::set_ip_transparent_v4];
        Transparent6: get [Socket::ip_transparent_v6] set [Socket::set_ip_transparent_v6];
        Freebind: get [Socket::freebind_v4] set [Socket::set_freebind_v4];
        Freebind6: get [Socket::freebind_v6] set [Socket::set_freebind_v6];
        Cork: get [Socket::tcp_cork] set [Socket::set_tcp_cork];
        Quickack: get [Socket::tcp_quickack] set [Socket::set_tcp_quickack];
        ThinLinearTimeouts: get [Socket::tcp_thin_linear_timeouts] set [Socket::set_tcp_thin_linear_timeouts];
        NotsentLowat: get [Socket::tcp_notsent_lowat] set [Socket::set_tcp_notsent_lowat];
        UserTimeout: get [Socket::tcp_user_timeout] set [Socket::set_tcp_user_timeout];
    }
    on all(target_os = "linux") {
        Passcred: get [Socket::passcred] set [Socket::set_passcred];
        Cookie: get [special::cookie] set [];
        IncomingCpu: get [Socket::cpu_affinity] set [Socket::set_cpu_affinity];
        BusyPoll: get [Socket::busy_poll] set [Socket::set_busy_poll];
        MulticastAll: get [Socket::multicast_all_v4] set [Socket::set_multicast_all_v4];
        MulticastAll6: get [Socket::multicast_all_v6] set [Socket::set_multicast_all_v6];
        DccpService: get [Socket::dccp_service] set [Socket::set_dccp_service];
        DccpCcid: get [] set [Socket::set_dccp_ccid];
        DccpAvailableCcids: get [special::available_ccids] set [];
        DccpTxCcid: get [Socket::dccp_tx_ccid] set [];
        DccpRxCcid: get [Socket::dccp_xx_ccid] set [];
        DccpServerTimewait: get [Socket::dccp_server_timewait] set [Socket::set_dccp_server_timewait];
        DccpSendCscov: get [Socket::dccp_send_cscov] set [Socket::set_dccp_send_cscov];
        DccpRecvCscov: get [Socket::dccp_recv_cscov] set [Socket::set_dccp_recv_cscov];
        DccpQpolicyTxqlen: get [Socket::dccp_qpolicy_txqlen] set [Socket::set_dccp_qpolicy_txqlen];
        DccpGetCurMps: get [Socket::dccp_cur_mps] set [];
    }
    on all(target_os = "macos") {
        Nosigpipe: get [] set [Socket::set_nosigpipe];
    }
    on all(has_ip_bound_if) {
        BoundIf: get [special::device_index] set [special::bind_device_by_index];
    }
    on all(target_os = "freebsd") {
        ReusePortLb: get [Socket::reuse_port_lb] set [Socket::set_reuse_port_lb];
        Setfib: get [] set [Socket::set_fib];
    }
    on all(windows) {
        ExclusiveAddrUse: get [crate::sys::option::exclusive_address_use]
            set [crate::sys::option::set_exclusive_address_use];
        AckFrequency: get [] set [Socket::set_tcp_ack_frequency];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of options says what can be read and set, and this one how.
    #[test]
    fn what_can_be_read_and_set_has_a_call() {
        for (option, get, set) in CALLS {
            assert_eq!((option.can_be_read(), option.can_be_set()), (*get, *set), "{option}");
        }
    }
}
