//! Adds digits and magnitudes up in the order in which they are written.

use rust_decimal::Decimal;

/// What has been read of a numeral so far: 1亿2千3百万 is `total` 1亿, `section` 2千3百.
#[derive(Default)]
pub(super) struct Sum {
    pub(super) total: Decimal,
    pub(super) section: Decimal,
    pub(super) pending: Option<Decimal>,
    /// The last magnitude, zero where there is none.
    pub(super) scale: Decimal,
    pub(super) after_zero: bool,
    /// True after a decimal point: 1.2万 takes no more digits.
    pub(super) decimal: bool,
    /// The last of 十, 百, 千 in the section, zero where there is none.
    step: u32,
}

impl Sum {
    /// A numeral that begins with Arabic digits.
    pub(super) fn from(value: Decimal) -> Self {
        Self { pending: Some(value), decimal: !value.fract().is_zero(), ..Self::default() }
    }

    /// Adds a digit; None where the numeral has ended before it.
    pub(super) fn digit(&mut self, value: u32) -> Option<()> {
        if value == 0 {
            self.after_zero = true;
            // A zero that begins a numeral is the numeral 零.
            if self.scale.is_zero() && self.pending.is_none() {
                self.pending = Some(Decimal::ZERO);
            }
            return Some(());
        }
        if self.pending.is_some_and(|pending| !pending.is_zero()) {
            return None;
        }
        self.pending = Some(value.into());
        Some(())
    }

    /// Adds 十, 百 or 千. None where the numeral has ended before it: 七十|百分位, 二十|百货.
    pub(super) fn small(&mut self, unit: u32) -> Option<()> {
        let counted = self.pending.filter(|count| !count.is_zero());
        if counted.is_none() && self.step > 0 && unit >= self.step {
            return None;
        }
        let count = counted.unwrap_or(Decimal::ONE);
        self.section = self.section.checked_add(count.checked_mul(unit.into())?)?;
        self.pending = None;
        self.step = unit;
        self.passed(unit)
    }

    /// Adds 廿 or 卅.
    pub(super) fn tens(&mut self, value: u32) -> Option<()> {
        if self.pending.is_some() || (1..=10).contains(&self.step) {
            return None;
        }
        self.section = self.section.checked_add(value.into())?;
        self.step = 10;
        self.passed(10)
    }

    /// Multiplies by 万 or 亿; None where there is nothing to multiply.
    pub(super) fn large(&mut self, unit: u32) -> Option<()> {
        let count = self.section.checked_add(self.pending.unwrap_or_default())?;
        let unit_value = Decimal::from(unit);
        let total = if count.is_zero() || self.total < unit_value {
            // 2万亿 and 一万二千亿: the smaller magnitude stands before the larger.
            self.total.checked_add(count)?.checked_mul(unit_value)?
        } else {
            self.total.checked_add(count.checked_mul(unit_value)?)?
        };
        if total.is_zero() {
            return None;
        }
        (self.total, self.section, self.pending, self.step) = (total, Decimal::ZERO, None, 0);
        self.passed(unit)
    }

    fn passed(&mut self, unit: u32) -> Option<()> {
        self.scale = unit.into();
        self.after_zero = false;
        Some(())
    }

    /// The value of all that was read.
    pub(super) fn value(&self) -> Option<Decimal> {
        let pending = self.pending.unwrap_or_default();
        self.total.checked_add(self.section)?.checked_add(pending)
    }

    /// 一百五 is 150, 三万五 is 35000: a digit after a magnitude without 零 counts the next smaller
    /// one.
    pub(super) fn short_form(&self) -> Option<Decimal> {
        let ten = Decimal::from(10);
        if self.after_zero || self.scale <= ten {
            return None;
        }
        let pending = self.pending?.checked_mul(self.scale.checked_div(ten)?)?;
        self.total.checked_add(self.section)?.checked_add(pending)
    }

    /// The last magnitude, one where there is none.
    pub(super) fn scale(&self) -> Decimal {
        if self.scale.is_zero() { Decimal::ONE } else { self.scale }
    }
}
