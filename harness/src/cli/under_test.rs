//! What is under test: whose sockets, and under which name.

use std::env;

use crate::executor::driver::{Command, Driver};
use crate::executor::native::Native;
use crate::executor::{Executor, Named};
use crate::fault::Fault;
use crate::platform::{Identity, OwnName, Platform, Selector, identify, told_release};

/// The environment variable for `--as`.
const PLATFORM: &str = "SOCKSHAPE_PLATFORM";

/// The environment variable for `--like`.
const LIKE: &str = "SOCKSHAPE_LIKE";

/// The environment variable for `--driver`.
const DRIVER: &str = "SOCKSHAPE_DRIVER";

/// What the command line, or the environment, says of it. The test program has the environment alone.
#[derive(Debug, clap::Args)]
pub(crate) struct UnderTest {
    /// Run under this name, as a platform with recordings of its own: `mine` on Linux is linux+mine. The name of a
    /// platform, such as gvisor, is that platform, instead of the one that is detected
    #[arg(long = "as", value_name = "NAME", env = PLATFORM, hide_env_values = true)]
    name: Option<String>,
    /// What a platform of that name answers to, so that the claims for it hold: a platform, or unix or bsd. Without
    /// this option, that is the platform that is detected
    #[arg(long, value_name = "PLATFORM", env = LIKE, hide_env_values = true)]
    like: Option<String>,
    /// Have a driver make the calls: a program and its arguments, as a shell would take them. See
    /// harness/drivers/README.md
    #[arg(long, value_name = "COMMAND", env = DRIVER, hide_env_values = true)]
    driver: Option<String>,
}

impl UnderTest {
    /// What the environment says.
    pub(crate) fn from_environment() -> Self {
        Self { name: env::var(PLATFORM).ok(), like: env::var(LIKE).ok(), driver: env::var(DRIVER).ok() }
    }

    /// The sockets that are under test. No other place makes an executor for a run.
    ///
    /// # Errors
    /// When the name cannot be that of a platform, or when this process has no sockets that can be tested.
    pub(crate) fn executor(&self) -> Result<Box<dyn Executor>, String> {
        let given = self.given().map_err(|fault| fault.with_hint())?;
        let inner = self.unnamed()?;
        let Some(given) = given else { return Ok(inner) };
        let Identity { platform, description, release, .. } = inner.identity().clone();
        // The release that was seen here is that of this system, and not of what has the name. A driver tells its own.
        let told = told_release().map_err(|fault| fault.with_hint())?;
        let release = told.or(release.filter(|_| self.driver.is_some()));
        let because = "its name was given".to_owned();
        Ok(Box::new(Named::new(inner, Identity { platform: given.platform(platform), because, release, description })))
    }

    /// The sockets that are under test, by the name that they have of themselves.
    fn unnamed(&self) -> Result<Box<dyn Executor>, String> {
        Ok(match &self.driver {
            Some(command) => Box::new(Driver::new(Command::named(command)?)?),
            None => Box::new(Native::new()?),
        })
    }

    /// The platform that is under test. None if it cannot be detected.
    ///
    /// # Errors
    /// When the name cannot be that of a platform.
    pub(super) fn platform(&self) -> Result<Option<Platform>, Fault> {
        let given = self.given()?;
        let detected = identify().ok().map(|identity| identity.platform);
        Ok(detected.map(|detected| given.map_or(detected, |given| given.platform(detected))))
    }

    /// The name that was given, if one was.
    fn given(&self) -> Result<Option<Given>, Fault> {
        let Some(name) = &self.name else {
            return self.like.as_ref().map_or(Ok(None), |like| Err(nameless(like)));
        };
        let platform = Platform::named(name);
        let is_whole = platform.is_ok() || name.contains('+');
        match &self.like {
            Some(like) if is_whole => Err(said_twice(name, like)),
            None if is_whole => platform.map(|platform| Some(Given::Platform(platform))),
            like => {
                let like = like.as_ref().map(|like| Selector::called(like)).transpose()?;
                own_name(name, like).map(|name| Some(Given::Name(name, like)))
            }
        }
    }
}

/// A name that was given to what is under test.
enum Given {
    /// The whole name of a platform.
    Platform(Platform),
    /// A name of one's own, and what it answers to, unless that is the platform that is detected.
    Name(OwnName, Option<Selector>),
}

impl Given {
    fn platform(&self, detected: Platform) -> Platform {
        match self {
            Self::Platform(platform) => *platform,
            Self::Name(name, like) => like.unwrap_or(detected.base()).with_name(*name),
        }
    }
}

/// A name of one's own. Where nothing says what it answers to, a misspelt platform would pass for one that nobody
/// recorded, and no trial of it would fail.
fn own_name(name: &str, like: Option<Selector>) -> Result<OwnName, Fault> {
    let own = OwnName::named(name)?;
    match own.mistaken_for().filter(|_| like.is_none()) {
        Some(meant) => Err(Fault::new(format!("unknown platform `{name}`"))
            .hint(format!("did you mean `{meant}`? A name of your own that is so near to it needs --like"))),
        None => Ok(own),
    }
}

fn nameless(like: &str) -> Fault {
    Fault::new(format!("what is under test is said to be like {like}, and has no name"))
        .hint(format!("add --as NAME, or set {PLATFORM}; --as {like} takes it for that platform itself"))
}

fn said_twice(name: &str, like: &str) -> Fault {
    let fault = Fault::new(format!("`{name}` says itself what it is, and {like} is said besides"));
    fault.hint(format!("leave out --like and {LIKE}, or give a name of your own, such as `mine`"))
}
